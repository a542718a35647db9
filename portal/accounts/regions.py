"""The regions of China by their short Chinese names, which are what the tables hold, and abroad."""

from flask_babel import lazy_gettext as _l

from portal.core.names import register_names

register_names(
    "region",
    {
        "天津": _l("Tianjin"),
        "北京": _l("Beijing"),
        "河北": _l("Hebei"),
        "山西": _l("Shanxi"),
        "内蒙古": _l("Inner Mongolia"),
        "辽宁": _l("Liaoning"),
        "吉林": _l("Jilin"),
        "黑龙江": _l("Heilongjiang"),
        "上海": _l("Shanghai"),
        "江苏": _l("Jiangsu"),
        "浙江": _l("Zhejiang"),
        "安徽": _l("Anhui"),
        "福建": _l("Fujian"),
        "江西": _l("Jiangxi"),
        "山东": _l("Shandong"),
        "河南": _l("Henan"),
        "湖北": _l("Hubei"),
        "湖南": _l("Hunan"),
        "广东": _l("Guangdong"),
        "广西": _l("Guangxi"),
        "海南": _l("Hainan"),
        "重庆": _l("Chongqing"),
        "四川": _l("Sichuan"),
        "贵州": _l("Guizhou"),
        "云南": _l("Yunnan"),
        "西藏": _l("Tibet"),
        "陕西": _l("Shaanxi"),
        "甘肃": _l("Gansu"),
        "青海": _l("Qinghai"),
        "宁夏": _l("Ningxia"),
        "新疆": _l("Xinjiang"),
        "香港": _l("Hong Kong"),
        "澳门": _l("Macao"),
        "台湾": _l("Taiwan"),
        "境外": _l("Abroad"),
    },
)
