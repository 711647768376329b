"""Questions in English over a shop, each against SQL written by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from agents.answer import Answer
from tests.parser.conftest import same

QUESTIONS = (
    ("How many customers are there?", "select count(*) from customers"),
    ("How many orders were placed in 2025?", "select count(*) from orders where order_date like '2025%'"),
    ("How many orders does each channel have?", "select channel,count(*) from orders group by 1"),
    (
        "What were net sales by channel in 2024?",
        "select channel,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) "
        "where order_date like '2024%' group by 1",
    ),
    (
        "Show sales after discount by category.",
        "select category,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) "
        "JOIN products p USING(product_id) group by 1",
    ),
    (
        "Which three products sold best by revenue?",
        "select product_name,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o "
        "USING(order_id) JOIN products p USING(product_id) group by 1 order by 2 desc limit 3",
    ),
    (
        "Top 5 customers by sales.",
        "select customer_name,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o "
        "USING(order_id) JOIN customers c USING(customer_id) group by customer_id order by 2 desc limit 5",
    ),
    (
        "Which channel had the highest sales in 2025?",
        "select channel,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) "
        "where order_date like '2025%' group by 1 order by 2 desc limit 1",
    ),
    (
        "By what percentage did sales grow from 2024 to 2025?",
        "select 100.0*(sum(case when order_date like '2025%' then v end)/sum(case when order_date like '2024%' then v "
        "end)-1) from (select o.order_date, l.quantity*l.unit_price*(1-l.discount) v from order_lines l JOIN orders o "
        "USING(order_id))",
    ),
    (
        "What was the year on year sales growth by channel in 2025?",
        "select channel,100.0*(sum(case when order_date like '2025%' then v end)/sum(case when order_date like '2024%' "
        "then v end)-1) from (select o.channel,o.order_date, l.quantity*l.unit_price*(1-l.discount) v from order_lines l "
        "JOIN orders o USING(order_id)) group by 1",
    ),
    (
        "What share of sales does each category have?",
        "select category,100.0*SUM(l.quantity*l.unit_price*(1-l.discount))/(select "
        "SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id)) from order_lines "
        "l JOIN orders o USING(order_id) JOIN products p USING(product_id) group by 1",
    ),
    ("What percentage of orders were cancelled?", "select 100.0*sum(status='cancelled')/count(*) from orders"),
    (
        "Monthly orders in 2024.",
        "select substr(order_date,1,7)||'-01',count(*) from orders where order_date like '2024%' group by 1 order by 1",
    ),
    (
        "Sales by quarter of 2025.",
        "select 'Q'||((cast(substr(order_date,6,2) as int)+2)/3),SUM(l.quantity*l.unit_price*(1-l.discount)) from "
        "order_lines l JOIN orders o USING(order_id) where order_date like '2025%' group by 1 order by 1",
    ),
    (
        "What is the average order value?",
        "select SUM(l.quantity*l.unit_price*(1-l.discount))/count(distinct o.order_id) from order_lines l JOIN orders o USING(order_id)",
    ),
    (
        "What is the average order value by channel?",
        "select channel,SUM(l.quantity*l.unit_price*(1-l.discount))/count(distinct o.order_id) from order_lines l JOIN "
        "orders o USING(order_id) group by 1",
    ),
    (
        "Which customers have never placed an order?",
        "select customer_name from customers where customer_id not in (select customer_id from orders)",
    ),
    (
        "Which customers have more than 30 orders?",
        "select customer_name,count(*) from orders join customers using(customer_id) group by customer_id having count(*)>30",
    ),
    ("How many customers are missing an email?", "select count(*) from customers where email is null"),
    ("List the names of products with a list price above 60.", "select product_name from products where list_price>60"),
    ("What is the most expensive product?", "select product_name from products order by list_price desc limit 1"),
    (
        "How many units of Rain Jacket were sold in 2024?",
        "select sum(quantity) from order_lines l JOIN orders o USING(order_id) JOIN products p USING(product_id) where "
        "product_name='Rain Jacket' and order_date like '2024%'",
    ),
    (
        "Total quantity by product in the Website channel.",
        "select product_name,sum(quantity) from order_lines l JOIN orders o USING(order_id) JOIN products p "
        "USING(product_id) where channel='Website' group by 1",
    ),
    (
        "How many days does shipping take on average from order to ship date, by channel?",
        "select channel,avg(julianday(ship_date)-julianday(order_date)) from orders group by 1",
    ),
    ("How many customers are from France?", "select count(*) from customers where country='France'"),
    (
        "Sales to customers in Germany between March and May 2024?",
        "select SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) JOIN "
        "customers c USING(customer_id) where country='Germany' and order_date between '2024-03-01' and '2024-05-31'",
    ),
    ("How many orders were not paid?", "select count(*) from orders where status<>'paid'"),
    ("Give the number of distinct customers per channel.", "select channel,count(distinct customer_id) from orders group by 1"),
    ("Which categories have at least two products?", "select category,count(*) from products group by 1 having count(*)>=2"),
    ("What is the average list price per category?", "select category,avg(list_price) from products group by 1"),
    (
        "How did sales in Q3 2025 compare with Q2 2025, in percent?",
        "select 100.0*(sum(case when order_date between '2025-07-01' and '2025-09-30' then v end)/sum(case when "
        "order_date between '2025-04-01' and '2025-06-30' then v end)-1) from (select o.order_date, "
        "l.quantity*l.unit_price*(1-l.discount) v from order_lines l JOIN orders o USING(order_id))",
    ),
    ("Show customers and their cities in alphabetical order of name.", "select customer_name,city from customers order by 1"),
    ("Products that are discontinued", "select product_name from products where discontinued=1"),
    ("What is the earliest order date?", "select min(order_date) from orders"),
    ("How many lines does an average order have?", "select 1.0*count(*)/count(distinct order_id) from order_lines"),
    (
        "Compare Website and Store: number of orders.",
        "select channel,count(*) from orders where channel in ('Website','Store') group by 1",
    ),
    (
        "Which products have a list price higher than the average list price?",
        "select product_name from products where list_price>(select avg(list_price) from products)",
    ),
    (
        "What was total revenue last year?",
        "select SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) where order_date like '2024%'",
    ),
    ("How many orders since October 2025?", "select count(*) from orders where order_date>='2025-10-01'"),
    (
        "What percentage of orders were cancelled in each channel?",
        "select channel,100.0*sum(status='cancelled')/count(*) from orders group by 1",
    ),
    ("What is the ratio of cancelled orders to paid orders?", "select 1.0*sum(status='cancelled')/sum(status='paid') from orders"),
    (
        "Show the total quantity sold per category in 2025, highest first.",
        "select category,sum(quantity) from order_lines l JOIN orders o USING(order_id) JOIN products p "
        "USING(product_id) where order_date like '2025%' group by 1 order by 2 desc",
    ),
    (
        "What was the best month for sales in 2025?",
        "select substr(order_date,1,7)||'-01',SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders "
        "o USING(order_id) where order_date like '2025%' group by 1 order by 2 desc limit 1",
    ),
    (
        "Which customers bought Wool Coat?",
        "select distinct customer_name from order_lines l JOIN orders o USING(order_id) JOIN products p "
        "USING(product_id) join customers c using(customer_id) where product_name='Wool Coat'",
    ),
    (
        "How many customers bought both Wool Coat and Denim?",
        "select count(*) from customers where customer_id in (select customer_id from order_lines l JOIN orders o "
        "USING(order_id) JOIN products p USING(product_id) where product_name='Wool Coat') and customer_id in (select "
        "customer_id from order_lines l JOIN orders o USING(order_id) JOIN products p USING(product_id) where "
        "product_name='Denim')",
    ),
    ("Average discount by channel", "select channel,avg(discount) from order_lines l JOIN orders o USING(order_id) group by 1"),
    (
        "What are the names and cities of customers who live in France or Italy?",
        "select customer_name,city from customers where country in ('France','Italy')",
    ),
    ("List all channels.", "select distinct channel from orders"),
    ("How many different cities do our customers come from?", "select count(distinct city) from customers"),
    (
        "Sales of Outerwear in Q1 2024 by channel, please.",
        "select channel,SUM(l.quantity*l.unit_price*(1-l.discount)) from order_lines l JOIN orders o USING(order_id) "
        "JOIN products p USING(product_id) where category='Outerwear' and order_date between '2024-01-01' and "
        "'2024-03-31' group by 1",
    ),
    ("Which product has the lowest list price?", "select product_name from products order by list_price limit 1"),
    (
        "Number of orders per customer, highest first",
        "select customer_name,count(*) from orders join customers using(customer_id) group by customer_id order by 2 desc",
    ),
    (
        "Did the number of orders go up or down in 2025 versus 2024?",
        "select 100.0*(1.0*sum(order_date like '2025%')/sum(order_date like '2024%')-1) from orders",
    ),
)


@pytest.mark.parametrize(("question", "sql"), QUESTIONS)
def test_a_question_gets_the_rows_that_sql_gives(
    question: str, sql: str, ask: Callable[..., Answer], truth: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    answer = ask(question, "en")
    assert same(answer, truth(sql)), (answer.reason, answer.sql, answer.rows[:3])
