"""A help centre from Markdown: catalogue, checks, channels, pages. Imports no MkDocs but through `mkdocs_adapter`."""
