/* What may go into a batch: the cases that are asked for, each with what stands in its way or
 * with the batch that had it before, and marks that say which of them go. Belongs to the screen
 * of batches, which draws it in its place while it is open. Writes nothing. */
#ifndef ANJUAN_UI_SCREENS_EXPORT_LIST_H
#define ANJUAN_UI_SCREENS_EXPORT_LIST_H

#include "app/batch.h"
#include "ui/stage/screen.h"

typedef struct ExportList ExportList;

ExportList *export_list_new(void);
void export_list_free(ExportList *self);

/* Opens it on what is wished for, whose texts are copied; all that can go are marked. */
bool export_list_load(ExportList *self, Stage *stage, const ExportWish *wish, Err *err);
void export_list_close(ExportList *self);
bool export_list_is_open(const ExportList *self);

/* Of what is marked; texts until it is closed. */
const ExportWish *export_list_wish(ExportList *self);
size_t export_list_marked(const ExportList *self);
const ExportPlan *export_list_plan(const ExportList *self);

bool export_list_has_row(const ExportList *self);
bool export_list_pays(const ExportList *self); /* by tranches */
bool export_list_key(ExportList *self, int key);
bool export_list_command(ExportList *self, Stage *stage, CmdId id);
/* What goes, of which tranche, and what the list is narrowed to. */
void export_list_status(const ExportList *self, Buf *out);
void export_list_draw(ExportList *self, Stage *stage, Frame *frame, Rect rect);

#endif
