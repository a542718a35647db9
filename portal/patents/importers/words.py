"""The words that spreadsheets use for kinds of patents and for legal status, and the codes for them."""

_KINDS = {
    "I": (
        "发明",
        "发明专利",
        "发明申请",
        "发明授权",
        "发明公开",
        "i",
        "invention",
        "utility",
        "invention patent",
    ),
    "U": ("实用新型", "实用新型专利", "新型", "u", "utility model", "utility models"),
    "D": ("外观设计", "外观", "外观设计专利", "外观专利", "d", "design", "design patent"),
    "P": ("plant", "plant patent", "植物专利"),
}
_STATUSES = {
    "FILED": ("受理", "申请", "filed"),
    "PUBLISHED": ("公开", "公布", "审中", "在审", "审查中", "pending", "published"),
    "SUBST_EXAM": ("实质审查", "实审", "实质审查的生效", "进入实质审查", "examination"),
    "GRANT_NOTICE": ("待登记", "授权通知"),
    "IN_FORCE": (
        "有权",
        "有效",
        "授权",
        "专利权维持",
        "维持",
        "有效专利",
        "granted",
        "in force",
        "active",
        "alive",
    ),
    "IN_FORCE_LATE": ("滞纳期", "年费滞纳期"),
    "LAPSED_FEE": ("未缴年费", "未缴年费专利权终止", "未缴年费终止失效", "专利权终止", "终止", "lapsed"),
    "ABANDONED": ("放弃", "主动放弃", "专利权放弃", "abandoned"),
    "ABANDONED_DUP": ("避免重复授权放弃", "避免重复授权"),
    "EXPIRED": ("届满", "有效期届满", "期限届满", "专利权有效期届满", "expired"),
    "INVALID_FULL": ("全部无效", "宣告全部无效", "invalidated", "revoked"),
    "INVALID_PART": ("部分无效", "宣告部分无效"),
    "WITHDRAWN": ("撤回", "主动撤回", "withdrawn"),
    "DEEMED_WITHDRAWN": ("视为撤回", "视撤", "逾期视撤", "发明专利申请公布后的视为撤回"),
    "REJECTED": ("驳回", "发明专利申请公布后的驳回", "rejected", "refused"),
    "DEEMED_ABANDONED": ("视为放弃", "视为放弃取得专利权"),
}
_BY_KIND_WORD = {word: code for code, words in _KINDS.items() for word in words}
_BY_STATUS_WORD = {word: code for code, words in _STATUSES.items() for word in words}


def kind_of(word: str) -> str:
    """Return I, U, D or P; nothing for a word that we do not know."""
    return _BY_KIND_WORD.get(word.lower().strip(), "")


def status_of(word: str) -> str:
    """Return the status code that a spreadsheet's word stands for; nothing where it is too vague to say."""
    text = word.lower().strip()
    return _BY_STATUS_WORD.get(text, text.upper() if text.upper() in _STATUSES else "")
