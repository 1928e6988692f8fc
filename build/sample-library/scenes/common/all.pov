// What every scene includes. The includes end in .pov too, because formatters take .inc for something else.
#include "common/atmosphere.pov"
#include "common/materials.pov"
#include "common/stonework.pov"
#include "common/plants.pov"
#include "common/town.pov"
