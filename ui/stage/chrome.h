/* What every full screen draws the same way: title row with a rule under it, the rule, status
 * line and key bar at the bottom. */
#ifndef ANJUAN_UI_STAGE_CHROME_H
#define ANJUAN_UI_STAGE_CHROME_H

#include "ui/model/frame.h"
#include "ui/stage/screen.h"

/* Returns the rectangle between for the screen itself. */
Rect stage_chrome(Stage *stage, Frame *frame, const char *left, const char *right);
/* Columns that the title has for what stands left in it, beside right. */
int stage_head_room(Stage *stage, const Frame *frame, const char *right);
/* The same with rows more rows (tabs) between title and rule; *head is where they are. */
Rect stage_chrome_head(Stage *stage, Frame *frame, const char *left, const char *right,
                       int rows, Rect *head);
/* What is drawn into: its columns and signs, for texts that are laid out before. */
Frame *stage_frame(Stage *stage);
/* The line above the key bar, a message hides it. right may be NULL. */
void stage_status(Stage *stage, Frame *frame, const char *left, const char *right);

#endif
