"""Leaders' directions and what became of them (theo dõi ý kiến chỉ đạo): who does what by when, with what evidence."""
