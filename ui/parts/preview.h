/* The case under the cursor beside a wide list: what it is about and what it still needs. Kept
 * until another case is asked for or preview_forget; identifiers are masked. */
#ifndef ANJUAN_UI_PARTS_PREVIEW_H
#define ANJUAN_UI_PARTS_PREVIEW_H

#include <stdint.h>

#include "ui/stage/screen.h"

typedef struct Preview Preview;

Preview *preview_new(void);
void preview_free(Preview *preview);
void preview_forget(Preview *preview);
void preview_draw(Preview *preview, Stage *stage, int64_t case_id, Frame *frame, Rect rect);

#endif
