"""How Alembic reaches our tables; called with a connection by ``docarchive.core.migrate``."""

from alembic import context

from docarchive import wiring

connection = context.config.attributes["connection"]
wiring.import_models()
from docarchive.core.db import Base  # noqa: E402 - complete only once all models are imported

context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="db.",
)
with context.begin_transaction():
    context.run_migrations()
