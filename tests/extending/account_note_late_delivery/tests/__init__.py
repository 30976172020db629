from . import test_correction
from . import test_rules
from . import test_settlement
