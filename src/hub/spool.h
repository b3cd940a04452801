/* Bundles as files: a source over files that are named, and a sink into a folder. A file there
 * has its name once all its bytes are on the disk and have the digest that the hub tells; until
 * then it is hidden, and fetched on from where another time ended. */
#ifndef ANJUAN_HUB_SPOOL_H
#define ANJUAN_HUB_SPOOL_H

#include <jansson.h>
#include <stdbool.h>

#include "hub/carry.h"

typedef struct SpoolOut SpoolOut;
/* files: [{"path", "to", "epoch", "number"}]; borrowed. */
SpoolOut *spool_out_new(const json_t *files);
void spool_out_free(SpoolOut *out);
HubSource spool_source(SpoolOut *out);

typedef struct SpoolIn SpoolIn;
SpoolIn *spool_in_new(const char *folder); /* borrowed */
void spool_in_free(SpoolIn *in);
HubSink spool_sink(SpoolIn *in, bool take);

/* Lines for whoever asked; takes the reference. */
void spool_say(json_t *line);
const char *spool_fault(HubFault fault);

#endif
