/* Tells what the program mended by itself (session_notes), when there is something. */
#ifndef ANJUAN_UI_SCREENS_NOTES_H
#define ANJUAN_UI_SCREENS_NOTES_H

#include "ui/stage/screen.h"

void notes_tell(Stage *stage);

#endif
