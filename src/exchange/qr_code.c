/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/qr_code.h"

#include <qrcodegen/qrcodegen.h>

enum { VERSION_MAX = 15, PATH_BYTES_MAX = 1 << 18 };

enum err
qr_code_make(struct arena *a, struct slice text, struct qr_code *ret_code)
{
    uint8_t work[qrcodegen_BUFFER_LEN_FOR_VERSION(VERSION_MAX)];
    uint8_t code[qrcodegen_BUFFER_LEN_FOR_VERSION(VERSION_MAX)];
    struct text path = text_init(a, PATH_BYTES_MAX);
    const char *str = arena_cstr(a, text);
    int size;

    if (str == NULL || !qrcodegen_encodeText(str, work, code, qrcodegen_Ecc_MEDIUM, 1, VERSION_MAX,
                                             qrcodegen_Mask_AUTO, true))
        return ERR_LIMIT;
    size = qrcodegen_getSize(code);
    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
            if (qrcodegen_getModule(code, x, y))
                text_printf(&path, "M%d %dh1v1h-1z", x, y);
        }
    }
    TRY(text_end(&path, &ret_code->path));
    ret_code->size = size;
    return OK;
}
