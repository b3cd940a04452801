/* The hub from any screen, with progress; Esc stops it, and what had arrived stays. */
#ifndef ANJUAN_UI_SCREENS_HUB_H
#define ANJUAN_UI_SCREENS_HUB_H

#include <stdbool.h>

#include "ui/stage/screen.h"

/* Sends and fetches, and says what became of it. */
bool hub_exchange(Stage *stage);

#endif
