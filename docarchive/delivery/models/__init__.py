"""Tables of packets, partners and keys."""

from docarchive.delivery.models.alarm import Alarm
from docarchive.delivery.models.arrival import Arrival, Pickup
from docarchive.delivery.models.key import ExchangeKey
from docarchive.delivery.models.partner import Partner, PartnerCertificate
from docarchive.delivery.models.posting import Posting
from docarchive.delivery.models.upload import Upload, UploadPart

__all__ = [
    "Alarm",
    "Arrival",
    "ExchangeKey",
    "Partner",
    "PartnerCertificate",
    "Pickup",
    "Posting",
    "Upload",
    "UploadPart",
]
