"""The editor in the browser: Sveltia CMS in Indonesian, set up for each unit, and the pages around it."""
