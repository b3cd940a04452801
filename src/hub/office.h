/* What the operator of a hub does: making it, adding and closing stations, looking at it. */
#ifndef ANJUAN_HUB_OFFICE_H
#define ANJUAN_HUB_OFFICE_H

#include <jansson.h>
#include <stdbool.h>

#include "hub/link.h"

/* The job has what each needs (hub/main.c). What becomes of it is said as lines; false: the
 * fault. Saying any of them again changes nothing. */
bool office_init(Link *link, const json_t *job, HubFault *fault, Err *err);
bool office_add(Link *link, const json_t *job, HubFault *fault, Err *err);
bool office_close(Link *link, const json_t *job, HubFault *fault, Err *err);
/* For a station what the hub says of it, for the operator of all. */
bool office_status(Link *link, const json_t *job, HubFault *fault, Err *err);

extern const char hub_schema[]; /* hub/schema.sql */

#endif
