/* The packing of the journal's bodies, read. */
#ifndef ANJUAN_VERIFY_BODY_H
#define ANJUAN_VERIFY_BODY_H

#include "verify/model.h"

/* Fills in the values of the row, whose columns have their names; they point into the bytes and
 * the group. False when the bytes are no body. */
bool body_unpack(const Group *group, Row *row, const unsigned char *bytes, size_t n);

#endif
