"""Rules of reading, each over tiny sources with abbreviated, English and Chinese names."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import agents.answer as answering
from agents.answer import Answer, answer_question
from agents.sources.open import open_data
from tests.parser.conftest import same

FREIGHT = """
CREATE TABLE cust (cust_id TEXT PRIMARY KEY, cust_nm TEXT, cntry TEXT);
CREATE TABLE shipment (shpmt_no INTEGER PRIMARY KEY, cust_id TEXT REFERENCES cust, ship_dt TEXT, deliv_dt TEXT, wt_kg REAL,
    freight_cost REAL, status TEXT, load_pct REAL);
INSERT INTO cust VALUES ('C1','Alder Foods','Spain'),('C2','Birch Paper','Italy'),('C3','Cedar Wool','Spain');
INSERT INTO shipment VALUES (701,'C1','2024-01-05','2024-01-09',10,5,'Sent',0.5),(702,'C1','2024-02-05',NULL,12,6,'Sent',0.7),
    (703,'C2','2024-02-11','2024-02-13',20,9,'Lost',0.9),(704,'C1','2024-03-02','2024-03-08',11,7,'Lost',0.65);
"""
STAFF = """
CREATE TABLE departments (dept_no TEXT PRIMARY KEY, dept_name TEXT);
CREATE TABLE employees (emp_no INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, gender TEXT, birth_date TEXT, hire_date TEXT,
    termination_date TEXT, left_because TEXT, dept_no TEXT REFERENCES departments);
CREATE TABLE payslips (payslip_id INTEGER PRIMARY KEY, emp_no INTEGER REFERENCES employees, pay_date TEXT, net_pay REAL);
INSERT INTO departments VALUES ('D1','Finance'),('D2','Legal');
INSERT INTO employees VALUES (1,'Ann','Roy','F','1980-02-01','2020-05-01',NULL,NULL,'D1'),
    (2,'Bob','Fox','M','1980-07-01','2020-05-01','2024-01-31','moved','D1'),(3,'Cy','Ito','F','1991-03-04','2021-09-01',NULL,NULL,'D2'),
    (4,'Di','Lam','F','1975-03-04','2021-10-01',NULL,NULL,'D2'),(5,'Ed','Poe','M','1975-06-04','2022-10-01','2024-02-28','moved','D2');
INSERT INTO payslips VALUES (1,1,'2024-03-28',100),(2,1,'2024-04-28',110),(3,2,'2024-03-28',90),(4,3,'2024-03-28',500);
"""
SHOP = """
CREATE TABLE 门店 (门店编号 TEXT PRIMARY KEY, 门店名称 TEXT, 城市 TEXT);
CREATE TABLE 销售明细 (行号 INTEGER PRIMARY KEY, 单号 INTEGER, 销售日期 TEXT, 门店编号 TEXT REFERENCES 门店,
    数量 INTEGER, 销售额 REAL, 毛利 REAL);
INSERT INTO 门店 VALUES ('M1','滨江店','成都'),('M2','万达店','重庆'),('M3','中心店','重庆'),('M4','新店','成都');
INSERT INTO 销售明细 VALUES (1,11,'2024-01-03','M1',1,150000,60000),(2,11,'2024-01-03','M1',2,100000,10000),
    (3,12,'2024-02-01','M2',3,90000,50000),(4,13,'2024-02-02','M3',4,30000,9000);
"""
Ask = Callable[..., Answer]

QUESTIONS: tuple[tuple[str, str, str, str], ...] = (
    # a noun and a dimension count rows
    ("freight", "en", "shipments per status", "select status,count(*) from shipment group by 1"),
    ("freight", "en", "shipments by customer country", "select cntry,count(*) from shipment join cust using(cust_id) group by 1"),
    ("staff", "en", "Employees by department", "select dept_name,count(*) from employees join departments using(dept_no) group by 1"),
    # things are shown by name
    ("freight", "en", "Freight cost per customer", "select cust_nm,sum(freight_cost) from shipment join cust using(cust_id) group by 1"),
    ("freight", "en", "customers without shipments", "select cust_nm from cust where cust_id='C3'"),
    ("shop", "zh", "销售额最高的门店是哪家？", "select '滨江店'"),
    # a number that many rows of one thing hold is summed
    ("freight", "en", "top 1 customers by weight", "select 'Alder Foods', 33"),
    ("shop", "zh", "毛利最低的两家门店及其毛利", "select '中心店',9000 union all select '万达店',50000"),
    ("shop", "zh", "哪个城市的毛利最高？", "select '成都',70000"),
    # a verb chooses its date; a birth date is no time
    ("staff", "en", "Number of hires per year", "select cast(substr(hire_date,1,4) as int),count(*) from employees group by 1"),
    ("staff", "en", "How many employees were terminated in 2024?", "select 2"),
    ("staff", "en", "How many employees have not been terminated?", "select 3"),
    # no word is dropped
    ("staff", "en", "How many people work in Finance?", "select 2"),
    ("staff", "en", "How many women work in Legal?", "select 2"),
    ("freight", "en", "Give me the shipment number of the heaviest shipment.", "select 703, 20"),
    (
        "freight",
        "en",
        "Shipments by status: number and total freight cost",
        "select status,count(*),sum(freight_cost) from shipment group by 1",
    ),
    # single rules
    ("freight", "en", "How many shipments have a load pct above 60%?", "select 3"),
    ("freight", "en", "When was the earliest shipment made?", "select '2024-01-05'"),
    ("staff", "en", "What did we pay out in net pay during March 2024?", "select 690"),
    ("staff", "en", "What is the most common left because?", "select 'moved', 2"),
    ("shop", "zh", "成都和重庆的销售额各是多少？", "select '成都',250000 union all select '重庆',120000"),
    ("shop", "zh", "销售额超过20万的城市有哪些？", "select '成都'"),
    ("shop", "zh", "整体毛利率是多少（毛利除以销售额）？", "select 100.0*129000/370000"),
    ("shop", "zh", "平均客单价是多少？", "select 370000/3.0"),
    ("shop", "zh", "哪些门店从来没有卖出过？", "select '新店'"),
    ("shop", "zh", "有多少笔销售？", "select 4"),
    ("staff", "zh", "2024年3月的实发工资(net pay)总额是多少？", "select 690"),
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("sources")
    opened: dict[str, Any] = {}
    for name, script in (("freight", FREIGHT), ("staff", STAFF), ("shop", SHOP)):
        con = sqlite3.connect(folder / f"{name}.sqlite")
        con.executescript(script)
        opened[name] = (open_data([folder / f"{name}.sqlite"], folder / "work"), con)
    yield opened
    for reader, con in opened.values():
        reader.close()
        con.close()


@pytest.mark.parametrize(("source", "language", "question", "sql"), QUESTIONS)
def test_a_question_over_names_nobody_prepared_is_answered(
    sources: dict[str, Any], source: str, language: Any, question: str, sql: str
) -> None:
    reader, con = sources[source]
    answer = answer_question(question, reader, language=language)
    assert same(answer, con.execute(sql).fetchall()), (answer.sql or answer.text, answer.rows)


@pytest.mark.parametrize(
    ("source", "question"),
    [
        ("freight", "How many people are there?"),  # nobody stands in this data
        ("freight", "How many women are there?"),
        ("staff", "What is the total amount of the departments?"),  # nothing there to be summed
        ("staff", "How many employees failed?"),  # who did stands nowhere
    ],
)
def test_a_word_without_effect_leads_to_a_refusal_not_to_another_answer(sources: dict[str, Any], source: str, question: str) -> None:
    answer = answer_question(question, sources[source][0])
    assert answer.abstained, (answer.sql, answer.rows)


def test_a_fault_while_reading_is_logged_and_told_as_a_refusal(
    sources: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise IndexError("made for this test")

    monkeypatch.setattr(answering, "parse", broken)
    with caplog.at_level(logging.ERROR):
        answer = answer_question("How many employees are there?", sources["staff"][0])
    assert answer.abstained
    assert "IndexError" in answer.text
    assert any(record.exc_info for record in caplog.records)
