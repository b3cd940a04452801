/* A dossier, verified without the store that it came from. */
#ifndef ANJUAN_VERIFY_DOSSIER_H
#define ANJUAN_VERIFY_DOSSIER_H

#include "base/buf.h"
#include "verify/report.h"

/* What is wrong in it stands in the report. */
void verify_dossier(const Buf *file, Report *report);

#endif
