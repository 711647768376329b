"""Questions in Chinese over a shop, each against SQL written by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from agents.answer import Answer
from tests.parser.conftest import same

QUESTIONS = (
    ("一共有多少位客户？", "select count(*) from customers"),
    ("2025年有多少张订单？", "select count(*) from orders where order_date like '2025%'"),
    ("各渠道的订单数是多少？", "select channel,count(*) from orders group by 1"),
    (
        "2024年各渠道的销售额是多少？",
        "select channel,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) "
        "where order_date like '2024%' group by 1",
    ),
    (
        "按类别统计折后销售额。",
        "select category,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) "
        "JOIN products p USING(product_id) group by 1",
    ),
    (
        "销售额最高的三个产品是哪些？",
        "select product_name,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o "
        "USING(order_id) JOIN products p USING(product_id) group by 1 order by 2 desc limit 3",
    ),
    (
        "销售额前五的客户有哪些？",
        "select customer_name,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o "
        "USING(order_id) JOIN customers c USING(customer_id) group by customer_id order by 2 desc limit 5",
    ),
    (
        "2025年的销售额比2024年增长了百分之几？",
        "select 100.0*(sum(case when order_date like '2025%' then v end)/sum(case when order_date like '2024%' then v "
        "end)-1) from (select o.order_date, l.quantity*l.unit_price*(1-l.discount) v from order_lines l JOIN orders o "
        "USING(order_id))",
    ),
    (
        "2025年各渠道销售额同比增长多少？",
        "select channel,100.0*(sum(case when order_date like '2025%' then v end)/sum(case when order_date like '2024%' "
        "then v end)-1) from (select o.channel,o.order_date, l.quantity*l.unit_price*(1-l.discount) v from order_lines l "
        "JOIN orders o USING(order_id)) group by 1",
    ),
    (
        "各类别的销售额占比是多少？",
        "select category,100.0*SUM(l.quantity*l.unit_price*(1-l.discount))/(select "
        "SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id)) from order_lines "
        "l JOIN orders o USING(order_id) JOIN products p USING(product_id) group by 1",
    ),
    (
        "2024年每个月的订单数是多少？",
        "select substr(order_date,1,7)||'-01',count(*) from orders where order_date like '2024%' group by 1 order by 1",
    ),
    (
        "2025年各季度的销售额走势如何？",
        "select 'Q'||((cast(substr(order_date,6,2) as int)+2)/3),SUM(l.quantity*l.unit_price*(1-l.discount)) from "
        "order_lines l JOIN orders o USING(order_id) where order_date like '2025%' group by 1 order by 1",
    ),
    (
        "客单价是多少？",
        "select SUM(l.quantity*l.unit_price*(1-l.discount))/count(distinct o.order_id) from order_lines l JOIN orders o USING(order_id)",
    ),
    (
        "各渠道的客单价是多少？",
        "select channel,SUM(l.quantity*l.unit_price*(1-l.discount))/count(distinct o.order_id) from order_lines l JOIN "
        "orders o USING(order_id) group by 1",
    ),
    ("哪些客户从来没有下过单？", "select customer_name from customers where customer_id not in (select customer_id from orders)"),
    (
        "订单超过30张的客户有哪些？",
        "select customer_name,count(*) from orders join customers using(customer_id) group by customer_id having count(*)>30",
    ),
    ("没有填邮箱的客户有多少位？", "select count(*) from customers where email is null"),
    ("最贵的产品是哪个？", "select product_name from products order by list_price desc limit 1"),
    (
        "2024年卖了多少件Rain Jacket？",
        "select sum(quantity) from order_lines l JOIN orders o USING(order_id) JOIN products p USING(product_id) where "
        "product_name='Rain Jacket' and order_date like '2024%'",
    ),
    (
        "2025年第三季度销售额环比增长多少？",
        "select 100.0*(sum(case when order_date between '2025-07-01' and '2025-09-30' then v end)/sum(case when "
        "order_date between '2025-04-01' and '2025-06-30' then v end)-1) from (select o.order_date, "
        "l.quantity*l.unit_price*(1-l.discount) v from order_lines l JOIN orders o USING(order_id))",
    ),
    (
        "德国（Germany）客户2024年的销售额是多少？",
        "select SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) JOIN "
        "customers c USING(customer_id) where country='Germany' and order_date like '2024%'",
    ),
    ("各渠道有多少位不同的客户？", "select channel,count(distinct customer_id) from orders group by 1"),
    (
        "订单最多的客户是谁？",
        "select customer_name,count(*) from orders join customers using(customer_id) group by customer_id order by 2 desc limit 1",
    ),
    ("已取消的订单占全部订单的百分之几？", "select 100.0*sum(status='cancelled')/count(*) from orders"),
    ("各渠道取消的订单占比是多少？", "select channel,100.0*sum(status='cancelled')/count(*) from orders group by 1"),
    (
        "2025年哪个月的销售额最高？",
        "select substr(order_date,1,7)||'-01',SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders "
        "o USING(order_id) where order_date like '2025%' group by 1 order by 2 desc limit 1",
    ),
    (
        "买过Wool Coat的客户有哪些？",
        "select distinct customer_name from order_lines l JOIN orders o USING(order_id) JOIN products p "
        "USING(product_id) join customers c using(customer_id) where product_name='Wool Coat'",
    ),
    (
        "2025年每个类别卖了多少件？",
        "select category,sum(quantity) from order_lines l JOIN orders o USING(order_id) JOIN products p "
        "USING(product_id) where order_date like '2025%' group by 1",
    ),
    ("价格超过60的产品有几个？", "select count(*) from products where list_price>60"),
    ("平均每位客户下了多少单？", "select 1.0*count(*)/count(distinct customer_id) from orders"),
    ("列出法国的客户姓名和城市。", "select customer_name,city from customers where country='France'"),
    (
        "2024年和2025年的订单数分别是多少？",
        "select cast(substr(order_date,1,4) as int),count(*) from orders where order_date between '2024-01-01' and '2025-12-31' group by 1",
    ),
    ("从下单到发货平均需要多少天？", "select avg(julianday(ship_date)-julianday(order_date)) from orders"),
)


@pytest.mark.parametrize(("question", "sql"), QUESTIONS)
def test_a_question_gets_the_rows_that_sql_gives(
    question: str, sql: str, ask: Callable[..., Answer], truth: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    answer = ask(question, "zh")
    assert same(answer, truth(sql)), (answer.reason, answer.sql, answer.rows[:3])
