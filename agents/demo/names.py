"""Made-up people, shops and the cities they live in."""

from __future__ import annotations

FIRST_NAMES: tuple[str, ...] = (
    "Aaliyah", "Abigail", "Adrian", "Aiko", "Alejandro", "Amara", "Amelia", "Anders", "Anika", "Antonio", "Arjun", "Astrid", "Audrey",
    "Beatriz", "Benjamin", "Bianca", "Camille", "Carlos", "Carmen", "Chidi", "Chloe", "Clara", "Daniel", "Daria", "David", "Diego",
    "Elena", "Elias", "Emeka", "Emily", "Emma", "Ethan", "Farah", "Felix", "Fiona", "Gabriel", "Grace", "Hana", "Hannah", "Henry",
    "Hiroshi", "Ines", "Isabel", "Ivan", "Jacob", "James", "Jasmine", "Javier", "Jin", "Jonas", "Josephine", "Julia", "Kai", "Karim",
    "Katarina", "Keisha", "Kenji", "Lars", "Laura", "Leah", "Leila", "Leo", "Liam", "Lily", "Linnea", "Lucas", "Lucia", "Maeve", "Maria",
    "Marcus", "Mateo", "Maya", "Mei", "Miguel", "Mila", "Min", "Naomi", "Nadia", "Nathan", "Nia", "Nina", "Noah", "Nora", "Oliver",
    "Olivia", "Omar", "Oscar", "Paola", "Pedro", "Petra", "Priya", "Quinn", "Rafael", "Rania", "Ravi", "Rosa", "Ruben", "Ruth", "Samir",
    "Samuel", "Sara", "Sebastian", "Selma", "Simone", "Sofia", "Stefan", "Tara", "Theo", "Thomas", "Tomas", "Uma", "Valentina", "Victor",
    "Wei", "Willa", "William", "Yara", "Yasmin", "Yusuf", "Zara", "Zoe",
)  # fmt: skip
LAST_NAMES: tuple[str, ...] = (
    "Abbott", "Adeyemi", "Aguilar", "Ahmed", "Almeida", "Andersen", "Arora", "Bailey", "Banerjee", "Barros", "Bauer", "Becker", "Bennett",
    "Bergman", "Bianchi", "Blake", "Brooks", "Campbell", "Carvalho", "Castillo", "Chan", "Chen", "Choi", "Clarke", "Cohen", "Cooper",
    "Costa", "Cruz", "Dahl", "Davies", "Delgado", "Diaz", "Dubois", "Duarte", "Edwards", "Eriksen", "Evans", "Farrell", "Fernandez",
    "Fischer", "Flores", "Foster", "Fujita", "Garcia", "Gibson", "Gomez", "Grant", "Gupta", "Hall", "Hansen", "Harris", "Hassan", "Hayes",
    "Hernandez", "Hoffman", "Huang", "Hughes", "Ibrahim", "Ito", "Ivanov", "Jackson", "Jensen", "Johansson", "Jones", "Kapoor", "Kaur",
    "Keller", "Kelly", "Khan", "Kim", "Kowalski", "Kumar", "Larsen", "Lee", "Lindqvist", "Liu", "Lopez", "Mancini", "Martin", "Martinez",
    "Mehta", "Mendes", "Meyer", "Miller", "Mitchell", "Moreau", "Morgan", "Murphy", "Nakamura", "Nelson", "Nguyen", "Novak", "Nunez",
    "Okafor", "Olsen", "Ortiz", "Osei", "Park", "Patel", "Pereira", "Perez", "Petrov", "Phillips", "Quinn", "Ramirez", "Reyes", "Rivera",
    "Roberts", "Rossi", "Ruiz", "Russo", "Santos", "Sato", "Schmidt", "Shah", "Silva", "Singh", "Smith", "Sokolov", "Soto", "Suzuki",
    "Tanaka", "Taylor", "Torres", "Tran", "Turner", "Usman", "Vargas", "Vega", "Wagner", "Walker", "Wang", "Weber", "White", "Wilson",
    "Wong", "Wright", "Yamada", "Yang", "Young", "Zhang", "Zhao",
)  # fmt: skip
TRADE_FIRST: tuple[str, ...] = (
    "Alder", "Birch", "Bridge", "Canal", "Cedar", "Clover", "Copper", "Fern", "Gable", "Harbor", "Hazel", "Heron", "Juniper", "Lantern",
    "Linden", "Meadow", "Mill", "Orchard",
)  # fmt: skip
TRADE_SECOND: tuple[str, ...] = (
    "Anchor", "Bay", "Field", "Finch", "Fox", "Garden", "Hare", "Hill", "Lark", "Loom", "Pine", "Quill", "River", "Rye", "Sparrow",
    "Stone", "Thistle", "Wren",
)  # fmt: skip
TRADE_KIND: tuple[str, ...] = ("Boutique", "Outfitters", "Clothing Co.", "Dry Goods", "Menswear", "General Store")
CITIES: dict[str, tuple[str, ...]] = {
    "Northeast": ("New York", "Boston", "Philadelphia", "Portland, Maine", "Providence", "Pittsburgh"),
    "West": ("Seattle", "San Francisco", "Los Angeles", "Denver", "Salt Lake City", "San Diego"),
    "South": ("Atlanta", "Austin", "Nashville", "Charlotte", "Miami", "New Orleans"),
    "Midwest": ("Chicago", "Minneapolis", "Columbus", "Madison", "Detroit", "Kansas City"),
    "Canada": ("Toronto", "Vancouver", "Montreal", "Calgary", "Ottawa", "Halifax"),
}
