/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/data_file.h"

#include "service/data.gen.h"

const struct data_file *
data_file_at(size_t index)
{
    return index < DATA_FILES ? &data_files[index] : NULL;
}

enum err
data_file_find(struct slice name, struct slice *ret_bytes)
{
    for (size_t i = 0; i < DATA_FILES; i++) {
        if (slice_is(name, data_files[i].name)) {
            *ret_bytes = data_files[i].bytes;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
