"""Mechanisms of a build run that know nothing of articles: staging, swap, workers."""
