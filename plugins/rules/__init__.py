"""What is looked for in a story before it goes out: a table of rules, and what finds where one is broken.

Acts in checks, hooks and the editor, never in a build.
"""
