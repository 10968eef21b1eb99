"""Files that come by themselves: from the folder of a scanner and from a mailbox."""
