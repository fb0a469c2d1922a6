"""What a preview needs beyond builds: who tells of changed files, and what a change concerns. Knows no MkDocs."""
