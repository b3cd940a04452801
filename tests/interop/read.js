// read.js LIBRARY FILE: every cell of a workbook as JSON, as exceljs or SheetJS reads it, and how many
// milliseconds that took of the processor. For tests/interop/check.py; NODE_PATH names where the library is.
'use strict';
const [library, file] = process.argv.slice(2);

function plain(value) {
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    if (value && typeof value === 'object' && value.richText) return value.richText.map(part => part.text).join('');
    return value;
}

// Not of the clock: the machine may have more to do.
function used(from) {
    const {user, system} = process.cpuUsage(from);
    return Math.round((user + system) / 1000);
}

async function exceljs() {
    const book = new (require('exceljs').Workbook)();
    const from = process.cpuUsage();
    await book.xlsx.readFile(file);
    const took = used(from), sheets = {};
    let formulas = 0;
    book.eachSheet(sheet => {
        const cells = sheets[sheet.name] = {};
        sheet.eachRow(row => row.eachCell(cell => {
            if (cell.formula) formulas++;
            if (cell.isMerged && cell.master !== cell) return;
            if (cell.value !== null) cells[cell.address] = plain(cell.value);
        }));
    });
    return {took, formulas, sheets};
}

function sheetjs() {
    const xlsx = require('xlsx');
    const from = process.cpuUsage();
    const book = xlsx.readFile(file, {cellDates: true, UTC: true});
    const took = used(from), sheets = {};
    let formulas = 0;
    for (const name of book.SheetNames) {
        const cells = sheets[name] = {};
        for (const [address, cell] of Object.entries(book.Sheets[name])) {
            if (address[0] === '!' || cell.v === undefined || cell.t === 'z') continue;
            if (cell.f) formulas++;
            cells[address] = plain(cell.v);
        }
    }
    return {took, formulas, sheets};
}

Promise.resolve(library === 'exceljs' ? exceljs() : sheetjs()).then(answer => console.log(JSON.stringify(answer)));
