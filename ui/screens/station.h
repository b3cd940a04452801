/* Asks for the station code of a store that was put back from a backup. */
#ifndef ANJUAN_UI_SCREENS_STATION_H
#define ANJUAN_UI_SCREENS_STATION_H

#include "ui/stage/screen.h"

/* After somebody has signed in; does nothing for a store that has its code. */
void station_ask(Stage *stage);

#endif
