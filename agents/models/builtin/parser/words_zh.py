"""Chinese words: what they are called in English (for the names of data), and the words that stand for operations.

NOUNS maps a Chinese noun to the English phrases that a catalog may use for it, best first. PHRASES has the shape of words_en.PHRASES.
There is no word segmenter: the longest match wins, over these words, the catalog's own names and its values.
"""

from __future__ import annotations

_NOUNS = """
销售额 营业额 销售金额 销售收入 成交额 销售总额=sales,revenue,sales amount,total sales,amount,turnover,total
净销售额=net sales,sales,revenue
收入 营收 净收入=revenue,income,sales,amount,total
消费额 消费金额 花费 支出=spending,spend,expense,amount,total
金额 总金额 款额=amount,total,value,sum
利润 盈利 净利润 毛利=profit,net profit,gross profit,margin
利润率 毛利率=profit margin,margin
成本 费用=cost,expense,fee
价格 价钱=price,unit price
单价=unit price,price
折扣 折扣率=discount
数量 件数=quantity,amount,number
销量 销售量=quantity,sales quantity,units sold,units
订单 单子=order
订单明细 订单行 明细 明细行=order detail,order line,line item,detail
订单号 订单编号=order id,order number,order code
订单日期 下单日期 下单时间=order date
发货日期 发货时间 出货日期 配送日期=ship date,shipped date,shipping date,delivery date
运费 物流费=freight,shipping cost,shipping fee,shipping
发货 配送 收货 运输 物流 送货=ship,shipping,delivery
配送方式 发货方式 运输方式 物流方式=ship mode,shipping mode,shipping method,ship method
承运商 物流公司 快递公司 货运公司=shipper,carrier
客户 顾客 买家 用户 会员=customer,client,user,member
客户编号=customer id,customer number
客户群 客户类型 细分市场 客群=segment,customer segment,customer type
客户名称 客户名 客户姓名=customer name
产品 商品 货品=product,item
产品类别 商品类别 品类 产品分类 商品分类=product category,category
类别 分类 类目 大类=category,type,class
子类别 子类 小类 子分类 细类=sub category,subcategory
产品名称 商品名称 品名=product name,product,item name
货号 存货编码 商品编码 产品编码=stock code,product code,sku,item code
地区 区域 大区 片区=region,area,territory
国家 国别=country,nation
城市=city
州 省 省份 州省=state,province
县=county
街道=street
邮编 邮政编码=postal code,zip code,postcode,zip
地址=address
渠道 销售渠道=channel,sales channel,channel name
门店 店铺 商店 分店=store,shop,branch
仓库=warehouse
库存 库存量=stock,units in stock,inventory
员工 职员 雇员 职工=employee,staff
销售员 销售人员 业务员=salesperson,sales representative,employee
经理 主管=manager
部门 院系 科室=department
职位 岗位 职务=job title,position,title,job
薪水 工资 薪资=salary,wage,pay
奖金=bonus
供应商 供货商 厂商=supplier,vendor
制造商 生产商=manufacturer,maker
品牌=brand
公司 企业=company,company name
公司名 公司名称 企业名称=company name,company
姓名 名字 名称 名=name,full name,title
姓 姓氏=last name,surname,family name
名姓=full name
年龄 岁数=age
性别=sex,gender
电话 电话号码 手机号 手机=phone,phone number,mobile
邮箱 电子邮件 邮件=email,email address
生日 出生日期=birth date,date of birth,birthday
日期=date
时间=time,date
年份 年度=year
月份=month
季度=quarter
编号 代码 编码 代号 号码 号=id,number,code,no
发票 账单=invoice,bill
发票号 发票编号 发票号码=invoice number,invoice no,invoice id,invoice code
发票日期 开票日期=invoice date
账单国家=billing country
退货 退款=return,refund,returned
退货率=return rate
取消=cancelled
状态=status,state
专辑 唱片=album
艺术家 艺人 音乐人=artist
歌手=singer,artist
歌曲 曲目 曲子=track,song
流派 曲风 音乐类型 风格=genre,style
播放列表 歌单=playlist
时长 长度=duration,length,milliseconds,time
作曲家 作曲者=composer
媒体类型=media type
电影 影片=film,movie
演员=actor
导演=director
书 图书 书籍=book
作者=author,writer
论文 文章=paper,article,publication
期刊 杂志=journal,magazine
出版社=publisher
会议=conference
学生=student,pupil
老师 教师=teacher,instructor
教授=professor
课程=course,class
学院 大学 学校=school,college,university
专业=major
学期=semester,term
成绩 分数 得分=score,grade,points,mark
学分=credit
宠物=pet
狗=dog
猫=cat
主人=owner
医生=doctor,physician
护士=nurse
患者 病人=patient
医院=hospital
治疗=treatment
药品 药物=drug,medicine,medication
航班=flight
航空公司=airline
机场=airport
飞机=aircraft,airplane,plane
乘客 旅客=passenger
汽车 车辆=car,vehicle
火车 列车=train
车站=station
酒店 旅馆 宾馆=hotel
房间 客房=room
餐厅 饭店 餐馆=restaurant
菜 菜品=dish
演唱会 音乐会=concert
体育场 场馆=stadium,venue
容量=capacity
球队 队伍=team
球员 运动员 选手=player,athlete
教练=coach
比赛=match,game,competition
联赛=league
冠军=champion,winner
排名 名次=rank,ranking
评分 评级=rating,score
评论 评价=review,comment
投票 票数=vote
候选人=candidate
政党 党派=party
选举=election
人口=population
面积=area
密度=density
海拔 高度=height,elevation,altitude
重量 体重=weight
身高=height
速度=speed
温度 气温=temperature
湿度=humidity
风速=wind speed
气压=pressure
降雨量 降水量=rainfall,precipitation
河 河流=river
山 山脉=mountain
湖=lake
语言=language
首都=capital
账户 账号=account
余额=balance
贷款=loan
交易=transaction,trade
支付 付款=payment
支付方式 付款方式=payment method,payment type
银行=bank
保险=insurance
股票=stock,share
开盘价=open
收盘价=close
最高价=high
最低价=low
成交量=volume
项目=project
任务=task
合同=contract
预算=budget
活动 营销活动=campaign,event,activity
广告=ad,advertisement
点击 点击量=click
访问 访问量=visit
网站=website,site
页面=page
会话=session
设备=device,equipment
版本=version
类型 种类=type,kind,category
颜色=color,colour
尺寸 尺码=size
季节=season
描述 说明 简介=description
备注=note,remark,comment
标题 题目=title
主题=theme,topic,subject
内容=content
头衔=title
国籍=nationality
家乡=hometown
职业=occupation,profession
住址=address
传真=fax
联系人=contact name,contact
收货国家 收件国家 目的国=ship country,shipping country,destination country
收货城市=ship city,shipping city
产品编号=product id,product number
库存水平=stock level
再订货点=reorder level
停产=discontinued
礼服=dress
外套=coat
童装=kids
男装=men
女装=women
线上=online
线下=offline
官网=website,online
负责人=manager,owner
行 行数 记录 条目=row,record
区=district,region
生产国=country
"""

NOUNS: dict[str, tuple[str, ...]] = {
    word: tuple(right.split(","))
    for line in _NOUNS.strip().splitlines()
    for left, _, right in (line.partition("="),)
    for word in left.split()
}

PHRASES: dict[str, str] = {
    "count": "多少个 多少位 多少名 多少家 多少张 多少条 多少种 多少款 多少件不同 多少行 多少笔 多少次 多少单 多少首 多少场 多少人 多少只 多少本 多少部 多少辆 多少项 多少类 多少 几个 几位 几名 几家 几张 几条 几种 几款 几行 几笔 几次 几单 几首 几场 几人 几只 几本 "
             "几部 几件 几项 几类 个数 总数 数目 人数 次数 家数 条数 总共有多少 数量是多少 的数量 有几 几 计数 数 量 总个数 张数 笔数 总数量 的总数 一共有多少 共有多少",
    "howmuch": "多少钱 卖了多少 花了多少 赚了多少 卖了多少钱 花了多少钱 是多少 为多少 各是多少 分别是多少 各为多少 分别为多少 有多大 有多高",
    "which": "哪些 哪个 哪几个 哪几家 哪几种 哪位 哪家 哪种 哪一个 哪一家 哪一种 哪一年 哪一位 什么 哪 哪几位 有哪些 哪一类 哪类 哪款 哪几款 哪几张 哪张",
    "who": "谁 谁人 哪些人 什么人",
    "when": "什么时候 何时 哪天 哪一天",
    "where": "哪里 哪儿 何处",
    "agg:sum": "总 总共 总计 合计 一共 总和 总额 共计 累计 总的 加起来 共 总量 汇总 总体 全部加起来 之和 求和",
    "agg:avg": "平均 平均值 均值 人均 平均数 平均下来",
    "agg:median": "中位数 中值",
    "agg:max": "最大值 最高值 最大的值",
    "agg:min": "最小值 最低值",
    "agg:stddev": "标准差 标准偏差",
    "agg:variance": "方差",
    "agg:corr": "相关系数 相关性 皮尔逊相关系数",
    "distinct": "不同 不同的 去重 各不相同 不重复 不重复的 唯一 去重后 独立",
    "super:desc": "最高 最大 最多 最好 最强 最佳 最高的 最多的 最大的 领先 排名靠前 名列前茅 排名第一 居首 冠军",
    "super:asc": "最低 最小 最少 最差 最弱 最低的 最少的 最小的 垫底 排名最后 倒数第一",
    "super:desc:sales|revenue|amount|total": "最畅销 卖得最好 最热销 最畅销的 最热卖 销售最好",
    "super:asc:sales|revenue|amount|total": "卖得最差 最滞销",
    "super:desc:profit": "最赚钱 最赚钱的 利润最高 盈利最多",
    "super:asc:profit": "亏损最多 亏得最多 最亏钱 亏损最严重 亏损最大 最不赚钱",
    "super:desc:age": "年龄最大 最年长",
    "super:asc:age": "最年轻 年龄最小",
    "super:desc:length|duration|milliseconds|time|minute": "最长 最久 最长的",
    "super:asc:length|duration|milliseconds|time|minute": "最短 最短的",
    "super:desc:price|cost|fee|amount": "最贵 最昂贵 最贵的",
    "super:asc:price|cost|fee|amount": "最便宜 最便宜的",
    "super:desc:date|time|year": "最新 最近的 最晚 最近一次 最后一次",
    "super:asc:date|time|year": "最早 最早的 第一次",
    "super:desc:weight": "最重",
    "super:asc:weight": "最轻",
    "super:desc:speed": "最快",
    "super:asc:speed": "最慢",
    "common:desc": "最常见 最受欢迎 最流行 最频繁 最常用",
    "common:asc": "最少见 最罕见",
    "top": "前 排在前 排名前 头 位居前 排前 位列前 居前 前面",
    "bottom": "倒数 后 末 排名后",
    "rank": "排名 排行 排行榜 排个名 排序榜",
    "sort": "排序 排列 按顺序",
    "dir:desc": "从高到低 由高到低 降序 从大到小 由大到小 从多到少 由多到少 倒序 从新到旧 高到低 从好到差",
    "dir:asc": "从低到高 由低到高 升序 从小到大 由小到大 从少到多 由少到多 按时间顺序 先后 按时间先后 从早到晚 按先后顺序 先后排列 按年份先后排列 按月份先后排列 按年份先后 依次",
    "cmp:gt": "超过 大于 高于 多于 以上的 超出 突破 不止 高过 >",
    "cmp:ge": "至少 不少于 不低于 大于等于 不小于 大于或等于 起码 达到",
    "cmp:lt": "低于 小于 少于 不足 不到 未达到 未超过 不满",
    "cmp:le": "不超过 至多 最多为 不高于 不多于 小于等于 小于或等于 不大于",
    "cmp:eq": "等于 为 恰好 正好 是 刚好 =",
    "cmp:ne": "不等于 不是 不为 非",
    "cmp:gt:date|year|time": "之后 以后 晚于 后于",
    "cmp:lt:date|year|time": "之前 以前 早于",
    "cmp:ge:date|year|time": "自 起 以来 开始",
    "ormore": "以上 及以上 或以上 或更多 以上的",
    "orless": "以下 及以下 或以下 或更少 以内",
    "between": "介于 在之间",
    "to": "到 至",
    "like:contains": "包含 含有 带有 包括字样 名称含 含",
    "like:starts": "开头 以开头 开头的 打头",
    "like:ends": "结尾 以结尾 结尾的",
    "neg": "没有 没 未 不 从未 从没 无 除了 除 不含 不包括 排除 剔除 去掉 除去 不算 不计 从来没有 尚未 不在 不属于 并非 未曾 还没有 还没 不计入 除外",
    "null": "缺失 缺少 为空 空缺 空白 未填 没填 没有填 没有填写 未填写 没填写 未记录 没有记录 是空的 空值 不详 缺 缺了 没有登记 未登记",
    "known": "有记录的 不为空 非空 已知 已填 已知的 有编号的 有效",
    "both": "既 同时 都 均 两个都",
    "and": "和 与 及 以及 并 并且 且 跟 同 还有 而且 但 但是 又 连同 、 另外 也 同样",
    "or": "或 或者 还是 或是",
    "comma": ", 、 ; ，",
    "colon": ": ：",
    "each": "每 每个 每家 每位 每名 每种 每类 每张 每款 各 各个 各家 各类 各种 按 分 按照 根据 依 各大 逐 各自 分别按 每一 每一个 每笔 每单 每条 每首 每只 每场 各个不同 不同的各 每件 每组 分不同 每项",
    "separately": "分别 各有 各是 各为 各自的 各卖 各",
    "all": "全部 所有 任何 一切 整体 整个 全 全体",
    "other": "其他 其它 其余",
    "same": "同一 同一个 相同 相同的 同样的",
    "share": "占比 占 比例 百分比 比重 份额 百分之几 百分之多少 所占比例 占了百分之几 占了多少 贡献 贡献了 占多少 占总 的占比 占全部 百分之 占到 占有率 率 几成 贡献率",
    "ratio": "比值 之比 比率 倍数 是几倍 多少倍",
    "growth": "增长 增长率 增速 增幅 涨幅 变化 变化率 变动 上升 下降 跌幅 降幅 增加 减少 涨 跌 增长了 提高 上涨 下滑 相比 比较 对比 相较 相对 较 比 变化了 上升了 下降了 增长情况 对比情况 同期相比 高出 多出 多百分之几 高出百分之多少 多了 少了 高了 低了 "
              "变动幅度 升幅 多 少 高 低 相比于 与之相比 跟比 相差",
    "growth:year": "同比 年同比 比上年 比去年 较上年 较去年 比上一年 较上一年 与上年相比 同比增长 同比增长率 同比变化 与去年相比 比前一年 较前一年",
    "growth:period": "环比 环比增长 环比增长率 环比变化",
    "growth:month": "比上月 较上月 比上个月 较上个月 月环比",
    "growth:quarter": "比上季度 较上季度 比上个季度 较上个季度 季环比",
    "shrank": "下滑的 下降的 减少的 负增长 下跌的 萎缩 出现下滑 出现下降 下降了的 倒退 卖得少 比少 不如",
    "grewmore": "增长的 上升的 正增长 增加的 实现增长 卖得多",
    "diff": "差 差额 相差 差距 差值 差异 相差多少 差多少",
    "trend": "趋势 走势 随时间 变化趋势 走向 演变 发展 如何变化 怎么变化 变化情况 走势如何",
    "grain:month": "每月 每个月 按月 月度 逐月 各月 各个月 分月 月份 按月份 各月份 每月的 逐个月",
    "grain:quarter": "每季度 每个季度 按季度 季度 逐季 各季度 分季度 各个季度 四个季度 逐季度 每季 四个季度各",
    "grain:year": "每年 按年 年度 逐年 各年 历年 分年 每一年 按年份 各年度 每年的 按年度 各年份",
    "grain:week": "每周 按周 各周 逐周",
    "grain:day": "每天 每日 按天 按日 逐日 各日 按日期",
    "grain:weekday": "星期几 周几 每个星期几 按星期 一周中哪天 礼拜几 一周的哪一天 星期",
    "grain:hour": "几点 每小时 按小时 小时 各小时 每个小时 时段",
    "daysfrom": "多少天 几天 天数 多长时间 需要多久 多久 相隔天数 间隔天数 平均天数",
    "derived:revenue": "销售额 营业额 收入 净收入 营收 销售金额 成交额 消费额 花费 消费 卖了多少钱 花了多少钱 金额 总金额 净销售额 销售收入 消费金额 总额 卖了多少 流水 成交金额 折后销售额 折后总销售额 采购额 订单金额 销售总额 订货金额 买了多少钱",
    "derived:margin": "利润率 毛利率 净利率 盈利率 销售利润率",
    "derived:aov": "客单价 平均订单金额 单均金额 平均订单价值 平均每单金额 每单平均金额",
    "derived:units": "销量 销售量 件数 卖出件数 销售数量 售出数量 卖了多少件 买几件 多少件 几件 多少首 卖出多少 件",
    "derived:length": "字数",
    "weak": "卖 花 赚 卖了 花了 赚了 卖出 挣 挣了 买 价值 钱",
    "derived:orders": "订单量 订单数 接单量 单量 订单数量 下单量 成单量 订单总数 订单总量 单数",
    "rows": "行 行商品 明细行 明细 记录 条记录 行数 条目 数据行",
    "discounted": "折后 扣除折扣 扣除折扣后 扣除折扣后的 折扣后 打折后 减去折扣 去除折扣 扣折扣后 计入折扣 考虑折扣 扣除折扣之后",
    "formula": "数量乘单价 数量×单价 数量乘以单价 单价乘数量 单价×数量 数量x单价 单价乘以数量 数量*单价 数量乘价格 单价*数量",
    "cancelled": "取消 取消的 已取消 作废 退单",
    "negative": "亏损 亏钱 为负 负数 负的 亏 负 赔钱 亏本",
    "positive": "盈利的 为正 正数 正的 正",
    "pct_sign": "用正数表示 取绝对值 绝对值 不计正负 以正数表示",
    "list": "列出 给出 给我看 看看 显示 告诉我 查询 查 看 列 展示 请列出 请给出 统计 计算 求 找出 算出 算一下 统计一下 列一下 汇总一下 请问 想知道 帮我 请 给我 我想知道 我要 写出 说明 看一下 查一下 列出来 展示一下 提供 分析 标出 也列出来 一起列出 一并列出 返回 查找",
    "cast:minute": "换算成分钟 按分钟 以分钟计 折合分钟 分钟",
    "cast:hour": "换算成小时 以小时计",
    "cast:second": "换算成秒 以秒计 秒",
    "fill": "的 了 是 在 有 我们 我 你 您 他 她 它 们 呢 吗 啊 吧 呀 请 下 过 里 中 内 当中 其中 上 被 把 将 对 从 于 以 而 则 就 才 还 最终 这 那 这些 那些 其 之 者 给 让 来 去 到 用 为 由 向 往 所 得 地 着 看 按 算 做 如何 怎样 怎么 怎么样 情况 数据 里面 方面 期间 时间段 全年 整年 "
            "全 时 时候 时期 一年 一下 多少 几 个 位 名 家 张 条 种 款 件 行 笔 次 首 场 只 本 部 辆 项 类 号 元 美元 人民币 块 块钱 钱 欧元 英镑 份 年 月 日 天 至今 目前 现在 当前 截至 截止 系统 数据库 表 表格里 资料 档案 记录 列 字段 有关 相关 对应 相应 各 分别 一个 一张 "
            "一位 一家 一种 一条 一首 一笔 一件 单 来说 来看 而言 方面看 上看 不谈 因素 去掉季节因素不谈 大概 大约 约 左右 这几 这两 这三 几家 分别是 也 都 只 仅 仅仅 只看 只算 同一 只算一次 算一次 一次 公司 企业的 整体 全公司 我司 本公司 标记 表示 以来 计入 计 按负数 负数计入 按正数 "
            "退货按负数计入 用 数 合 与我们 我们有 往来 有往来 ? ? . , ! 。 ？ ！ ( ) （ ） 「 」 《 》 ' \" - — ~ / 和我们有往来 和我们 跟我们 比如 例如 即 也就是 结果 具体 详细 名单 清单 明细表 多 又 再 该 此 某 每次 要 能 可以 会 应该 需要 想 知道 属于 位于 来自 叫 叫做 名叫 名为 称为 "
            "对比 比 相比 跟 与 同 一共 最后 最终是 先 后 何 哪 连 带 全都 已 已经 曾 曾经 一起 一并 一同 分 年的 月的 年全年 美金 总的来说 整 按什么 期 大 年末 年初 个不同 里的 之中 中的 内的 每 计算 计量 口径 占 我们的 的是 者的 更 很 非常 贡献 带来 累计 水平 类产品 产品里 出 数字 "
            "那么 什么 哪些 则是 究竟 到底 倒 其实 以上 以下 比例 为单位 单位 格式 值 加上 结果用 形式 这个 那个 本 当 曾有 拥有 含 每种 出来 行业 指 指的是 按年 按月 按季 顺序 年份 时间 按时间 从早 到晚 档 说 人 者们 款式",
    "verb": "下单 下过单 下过 购买 买 买过 卖 卖出 销售 售出 开出 开具 开 经手 处理 接 接单 提供 供应 供货 完成 产生 创造 实现 贡献 花 付 支付 消费 出售 出货 发出 寄出 填 填写 登记 持有 拥有 居住 住 教 教授 上课 选修 参加 参与 举办 演唱 唱 写 发表 出版 发布 发行 属于 就读 工作 任职 管理 "
            "服务 运营 飞 起飞 到达 抵达 离开 出发 饲养 养 赢得 赢 输 打 踢 得 获得 收到 使用 用过 制作 生产 拍摄 导演 出演 演 执导 观看 播放 投 投票 支持 治疗 接受 负责 交易 发生 加入 离职 入职 出生 运送 承运 运 寄 收录 包含 涉及 覆盖 来 成立 创立 创办 订 订购 订过 采购 赚 开过 有过 走 承担 配送 发货 送 送货 进货 供",
}

REQUESTS: dict[str, str] = {
    "deliver:deck": "幻灯片 PPT ppt 演示文稿 演示 汇报材料 简报 投影片 演示稿 演示文档 汇报PPT",
    "deliver:workbook": "表格 电子表格 Excel excel 工作簿 电子表 数据表 Excel表格 excel表格 Excel表",
    "deliver:document": "文档 报告 Word word 文件 行动计划文档 Word文档 word文档 书面报告 分析报告 行动计划书 计划书 备忘录 行动方案",
    "deliver:charts": "图表 图 图形 可视化 折线图 柱状图 饼图",
    "plan": "计划 行动计划 策略 方案 制定 选品 产品选择 选品策略 产品选择策略 建议 对策 措施 规划 选择策略 产品策略 选品计划 战略 改进 优化 行动 目标 商品选择 商品选择策略 产品选择计划 商品策略 选品方案",
    "op:drivers": "原因 驱动因素 为什么 归因 动因 影响因素 为何",
    "op:summary": "分析 概览 总结 概况 表现 洞察 复盘 研究 评估 业绩 经营情况 梳理 剖析 诊断 探讨 结论 亮点",
    "op:outliers": "异常 异常值 离群值 离群点",
    "op:distribution": "分布 分布情况",
    "op:quality": "数据质量 重复 重复行 完整性",
    "polite": "输出 生成 准备 制作 撰写 编写 提供一份 做一份 出一份 交付 管理层 董事会 会议 老板 团队 领导 汇报 简明 详细 专业 下一季度 下季度 明年 下个月 今后 未来 一套 各一份 给出一份 基于 根据数据 需要一份 并 输出为",
}

# Han numerals up to the thousands, for "五个", "十位", "一万".
DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
CLASSIFIERS = "个位名家张条种款件行笔次首场只本部辆项类座所间支台片颗把份元人单天岁成"


def han_number(text: str) -> float | None:
    """"十二" -> 12, "一万" -> 10000; None where the text is no numeral."""
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        return None
    total, section, digit = 0, 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif UNITS[char] >= 10_000:
            total, section, digit = (total + (section + digit or 1)) * UNITS[char], 0, 0
        else:
            section, digit = section + (digit or 1) * UNITS[char], 0
    return float(total + section + digit)
