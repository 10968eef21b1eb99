"""Two installations in one process, with a network, clocks and crashes that a seed decides.

Both run the real services on databases in memory; only the world around them is made up. A history is a list of what
befell them; afterwards the world heals, and what was promised is checked.
"""
