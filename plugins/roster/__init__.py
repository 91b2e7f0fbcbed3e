"""Who may write where: the roster, what it allows, and judging what is pushed by it. See docs/roster.md.

Acts on servers and in checks of merge requests, never in a build.
"""
