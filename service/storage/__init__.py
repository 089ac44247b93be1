"""peewee models, migrations, search, and queries per noun."""
