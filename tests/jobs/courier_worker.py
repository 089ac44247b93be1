"""A worker process for the tests, which only delivers: to this machine, and looks often."""

import sys
import threading
from ipaddress import ip_network

from service import logs
from service.jobs.courier import Courier
from service.storage import outbox
from service.storage.database import connect
from service.webhooks.sending import Sender
from service.webhooks.targets import Policy

if __name__ == "__main__":
    logs.configure(form="json")
    connect(sys.argv[1])
    outbox.CLAIM_SECONDS = 1
    policy = Policy(networks=(ip_network("127.0.0.0/8"),), plain_http=True)
    Courier(Sender(policy), threading.Event(), seconds=0.05).run()
