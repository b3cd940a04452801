/* Asking another station for a case that it holds, and answering one that asks for ours
 * (desk/call.h). Both go with the next bundle for that station. */
#ifndef ANJUAN_APP_CALL_H
#define ANJUAN_APP_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "desk/call.h"

/* Those that count still; case_id 0: of all cases. */
bool app_calls(Session *session, int64_t case_id, Arena *arena, Call **out, size_t *n,
               Err *err);

/* Refused where the case is here, or was asked for already and is not answered. */
bool app_call_back(Session *session, int64_t case_id, CallReason reason, Err *err);

/* That the case stays for now; handing it over is the other answer (app_pack). */
bool app_call_answer(Session *session, int64_t case_id, CallAnswer answer, Err *err);

#endif
