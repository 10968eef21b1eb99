"""How Alembic reaches our tables; called with a connection by ``docarchive.core.migrate``."""

from alembic import context

from docarchive import wiring

connection = context.config.attributes.get("connection")
wiring.import_models()
from docarchive.core.db import Base  # noqa: E402 - complete only once all models are imported

if context.is_offline_mode():
    # No database at hand: the statements are written out, for an administrator to read or to run.
    context.configure(dialect_name=context.config.attributes["dialect"], target_metadata=Base.metadata)
else:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
