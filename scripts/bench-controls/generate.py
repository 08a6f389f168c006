"""Registers of any size from a fixed seed, as CSV with the catalogue's own column names. All content is made up."""

import pathlib
import sys

import duckdb

rows, out = int(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
suppliers = max(rows // 400, 100)
invoices = rows // 2
employees = max(suppliers // 4, 50)
db = duckdb.connect()
db.execute("set threads = 2")
# A number from 0 to n - 1 that depends on the row, the purpose and nothing else.
db.execute("create macro pick(row, purpose, n) as (hash(row * 31 + purpose) % n)::bigint")
db.execute(
    """create macro luhn(nine) as nine || ((10 - list_sum(list_transform(range(1, 10), lambda i:
       case when i % 2 = 1 then (substr(nine, i::int, 1)::int * 2) // 10 + (substr(nine, i::int, 1)::int * 2) % 10
            else substr(nine, i::int, 1)::int end)) % 10) % 10)::varchar"""
)
db.execute("create macro org_no(n) as luhn('556' || lpad(n::varchar, 6, '0'))")
db.execute("create macro day_of(row, purpose, days) as date '2023-01-01' + pick(row, purpose, days)::int")
tables = {
    "suppliers": f"""
        select 'S' || i as supplier_id, 'Exempel ' || pick(i, 1, {suppliers}) || ' AB' as name,
               case when pick(i, 2, 50) > 0 then org_no(i % 999983) end as org_no,
               luhn(lpad((i * 7919 % 9999991)::varchar, 9, '1'))[3:10] as bankgiro,
               date '2015-01-01' + pick(i, 3, 3000)::int as created_on,
               case when pick(i, 4, 100) = 0 then 'foreign' else 'company' end as supplier_kind
        from range({suppliers}) r(i)""",
    "supplier_changes": f"""
        select 'S' || pick(i, 1, {suppliers}) as supplier_id, 'bankgiro' as field,
               luhn(lpad(pick(i, 2, 9999991)::varchar, 9, '1'))[3:10] as old_value,
               luhn(lpad(pick(i, 3, 9999991)::varchar, 9, '1'))[3:10] as new_value,
               strftime(day_of(i, 4, 1095), '%Y-%m-%d') || ' 10:15:00' as changed_at,
               'U' || pick(i, 5, 200) as changed_by, 'U' || pick(i, 6, 200) as approved_by
        from range({suppliers // 2}) r(i)""",
    "ledger": f"""
        select 'F' || (i // 2) as invoice_id, 'S' || (pick(i // 2, 1, {suppliers}) * pick(i // 2, 2, 1000) // 1000) as supplier_id,
               'Exempel ' || pick(i // 2, 1, {suppliers}) as supplier_name,
               case when pick(i // 2, 3, 3) = 0 then 'F-' else '' end || lpad(pick(i // 2, 4, 90000000)::varchar, 8, '0') as invoice_no,
               day_of(i // 2, 5, 1095) as invoice_date, day_of(i // 2, 5, 1095) + 30 as paid_on,
               round(100 + pow(10, pick(i, 6, 40000) / 10000.0), 2)::decimal(18, 2) as amount,
               'Förvaltning ' || pick(i // 2, 7, 12) as unit, (4000 + pick(i, 8, 3999))::varchar as account,
               'supplier_invoice' as entry_kind, 'U' || pick(i // 2, 9, 200) as registered_by
        from range({rows}) r(i)""",
    "payments": f"""
        select 'P' || i as payment_id, 'F' || i as invoice_id, 'S' || (pick(i, 1, {suppliers}) * pick(i, 2, 1000) // 1000) as supplier_id,
               round(200 + pow(10, pick(i, 6, 40000) / 10000.0), 2)::decimal(18, 2) as amount,
               day_of(i, 5, 1095) + 30 as paid_on,
               luhn(lpad(((pick(i, 1, {suppliers}) * pick(i, 2, 1000) // 1000) * 7919 % 9999991)::varchar, 9, '1'))[3:10] as account,
               'U' || pick(i, 11, 20) as released_by
        from range({invoices}) r(i)""",
    "companies": f"""
        select org_no(i % 999983) as org_no, 'Exempel ' || pick(i, 1, {suppliers}) || ' AB' as name,
               date '2005-01-01' + pick(i, 2, 6500)::int as registered_on,
               case when pick(i, 3, 200) = 0 then day_of(i, 4, 1095) end as deregistered_on,
               case when pick(i, 5, 100) = 0 then 'N' else 'J' end as f_tax
        from range({min(suppliers, 999983)}) r(i)""",
    "contracts": f"""
        select 'A' || i as contract_id, 'S' || pick(i, 1, {suppliers}) as supplier_id,
               day_of(i, 2, 700) as starts_on, day_of(i, 2, 700) + 700 as ends_on, 'procured' as contract_kind
        from range({suppliers // 3}) r(i)""",
    "employees": f"""
        select 'E' || i as employee_id, luhn(lpad((i % 99)::varchar, 2, '0') || '0101238')  as person_no,
               'Anställd ' || i as name, '6' || lpad((i * 104729 % 99999989)::varchar, 8, '0') as bank_account,
               'Förvaltning ' || pick(i, 1, 12) as unit
        from range({employees}) r(i)""",
}
for name, sql in tables.items():
    db.execute(f"copy ({sql}) to '{out / (name + '.csv')}' (header, delimiter ';')")
    print(name, db.execute(f"select count(*) from ({sql})").fetchone()[0], flush=True)
