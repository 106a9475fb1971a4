"""The WSGI entry that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from guichet.config.orphans import end_with_parent
from guichet.config.postgres.role import keep_process_behind_wall

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
end_with_parent(int(os.environ.get("GUICHET_WEB_PARENT", "0")))
keep_process_behind_wall()
application = get_wsgi_application()
