"""Changing what writers wrote: new articles, translations made ready, moves. Text in, text out; nothing is written."""
