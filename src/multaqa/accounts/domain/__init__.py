"""The deeds of persons: taking a name, opening a door with a link, taking one's things along, leaving.

Other apps join in by registering: guards of names, collectors of belongings, and what is to be done when somebody leaves."""
