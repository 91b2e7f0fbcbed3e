"""Stories: what a Markdown file of an office says, checked, typed, tagged and made safe."""
