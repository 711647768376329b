"""What Maple & Thread sells: 144 products in 8 categories of 3 subcategories."""

from __future__ import annotations

from dataclasses import dataclass

Style = tuple[str, str, str]  # name, season, colour


@dataclass(frozen=True)
class Subcategory:
    """Six products with a typical price in US dollars, and the sizes they come in."""

    category: str
    name: str
    price: int
    sizes: tuple[str, ...]
    styles: tuple[Style, ...]


ALPHA = ("XS", "S", "M", "L", "XL")
WAIST = ("26", "28", "30", "32", "34")
SHOE = ("37", "38", "39", "40", "41", "42", "43")
ONE = ("One size",)

# How much of the price each category costs to make, before freight.
COST_SHARE: dict[str, float] = {
    "Tops": 0.38,
    "Knitwear": 0.42,
    "Bottoms": 0.40,
    "Dresses": 0.41,
    "Outerwear": 0.52,
    "Activewear": 0.35,
    "Accessories": 0.31,
    "Footwear": 0.47,
}

ASSORTMENT: tuple[Subcategory, ...] = (
    Subcategory("Tops", "Shirts", 62, ALPHA, (
        ("Linen Shirt, relaxed", "Summer", "White"), ("Oxford Shirt, slim", "All year", "Sky"),
        ("Poplin Shirt, classic", "All year", "White"), ("Flannel Shirt, checked", "Autumn", "Rust"),
        ("Chambray Shirt, western", "Spring", "Denim blue"), ("Corduroy Shirt, boxy", "Winter", "Forest"))),
    Subcategory("Tops", "T-Shirts", 29, ALPHA, (
        ("Organic Tee, crew neck", "All year", "Black"), ("Organic Tee, v-neck", "All year", "Heather"),
        ("Slub Tee, pocket", "Summer", "Sand"), ("Long Sleeve Tee, ribbed", "Autumn", "Navy"),
        ("Striped Tee, Breton", "Spring", "Navy"), ("Heavyweight Tee, boxy", "All year", "Ecru"))),
    Subcategory("Tops", "Blouses", 68, ALPHA, (
        ("Silk Blouse, draped", "All year", "Ivory"), ("Pintuck Blouse, high neck", "Spring", "Blush"),
        ("Smocked Blouse, puff sleeve", "Summer", "Lilac"), ("Viscose Blouse, printed", "Spring", "Sage"),
        ("Satin Blouse, bow", "Winter", "Burgundy"), ("Crepe Blouse, wrap", "Autumn", "Teal"))),
    Subcategory("Knitwear", "Sweaters", 89, ALPHA, (
        ("Merino Sweater, crew neck", "Autumn", "Camel"), ("Lambswool Sweater, cable", "Winter", "Oatmeal"),
        ("Cashmere Sweater, roll neck", "Winter", "Charcoal"), ("Cotton Sweater, textured", "Spring", "Ecru"),
        ("Alpaca Sweater, oversized", "Winter", "Moss"), ("Fisherman Sweater, ribbed", "Autumn", "Navy"))),
    Subcategory("Knitwear", "Cardigans", 95, ALPHA, (
        ("Merino Cardigan, button", "Autumn", "Grey"), ("Chunky Cardigan, shawl collar", "Winter", "Oatmeal"),
        ("Cropped Cardigan, pointelle", "Spring", "Butter"), ("Long Cardigan, open front", "Autumn", "Charcoal"),
        ("Cotton Cardigan, fine knit", "Summer", "White"), ("Jacquard Cardigan, Nordic", "Winter", "Red"))),
    Subcategory("Knitwear", "Knit Vests", 59, ALPHA, (
        ("Cable Vest, v-neck", "Autumn", "Cream"), ("Merino Vest, fine knit", "Spring", "Navy"),
        ("Argyle Vest, classic", "Autumn", "Bottle green"), ("Chunky Vest, high neck", "Winter", "Stone"),
        ("Cotton Vest, cropped", "Summer", "Sand"), ("Lambswool Vest, side slit", "Winter", "Plum"))),
    Subcategory("Bottoms", "Jeans", 84, WAIST, (
        ("Straight Jean, mid rise", "All year", "Indigo"), ("Skinny Jean, stretch", "All year", "Black"),
        ("Wide Leg Jean, high rise", "All year", "Light wash"), ("Tapered Jean, selvedge", "All year", "Raw indigo"),
        ("Mom Jean, vintage", "Spring", "Mid wash"), ("Bootcut Jean, clean", "Autumn", "Dark wash"))),
    Subcategory("Bottoms", "Trousers", 78, WAIST, (
        ("Linen Trouser, wide leg", "Summer", "Oat"), ("Wool Trouser, pleated", "Winter", "Charcoal"),
        ("Chino, slim", "All year", "Khaki"), ("Chino, relaxed", "Spring", "Olive"),
        ("Corduroy Trouser, straight", "Autumn", "Tobacco"), ("Crepe Trouser, tapered", "All year", "Black"))),
    Subcategory("Bottoms", "Skirts", 64, ALPHA, (
        ("Pleated Skirt, midi", "Spring", "Sage"), ("Denim Skirt, A-line", "Summer", "Mid wash"),
        ("Wool Skirt, pencil", "Winter", "Grey"), ("Satin Skirt, bias cut", "Autumn", "Champagne"),
        ("Tiered Skirt, maxi", "Summer", "Terracotta"), ("Corduroy Skirt, mini", "Autumn", "Rust"))),
    Subcategory("Dresses", "Day Dresses", 98, ALPHA, (
        ("Shirt Dress, belted", "Spring", "Sky"), ("Linen Dress, sleeveless", "Summer", "White"),
        ("Wrap Dress, printed", "Spring", "Coral"), ("Jersey Dress, midi", "All year", "Black"),
        ("Knit Dress, ribbed", "Winter", "Camel"), ("Smock Dress, tiered", "Summer", "Lilac"))),
    Subcategory("Dresses", "Evening Dresses", 149, ALPHA, (
        ("Satin Slip Dress, bias cut", "All year", "Emerald"), ("Velvet Dress, long sleeve", "Winter", "Burgundy"),
        ("Sequin Dress, mini", "Winter", "Silver"), ("Chiffon Dress, maxi", "Summer", "Dusty rose"),
        ("Lace Dress, midi", "Spring", "Navy"), ("Crepe Dress, column", "Autumn", "Black"))),
    Subcategory("Dresses", "Jumpsuits", 118, ALPHA, (
        ("Utility Jumpsuit, belted", "Spring", "Olive"), ("Linen Jumpsuit, wide leg", "Summer", "Sand"),
        ("Denim Jumpsuit, zip", "Autumn", "Dark wash"), ("Crepe Jumpsuit, halter", "Summer", "Black"),
        ("Velvet Jumpsuit, wrap", "Winter", "Midnight"), ("Jersey Jumpsuit, tapered", "All year", "Charcoal"))),
    Subcategory("Outerwear", "Coats", 239, ALPHA, (
        ("Wool Coat, single breasted", "Winter", "Camel"), ("Trench Coat, belted", "Spring", "Stone"),
        ("Puffer Coat, long", "Winter", "Black"), ("Duffle Coat, toggle", "Winter", "Navy"),
        ("Car Coat, brushed", "Autumn", "Grey"), ("Wrap Coat, double face", "Autumn", "Chocolate"))),
    Subcategory("Outerwear", "Jackets", 159, ALPHA, (
        ("Quilted Liner Jacket", "Autumn", "Moss"), ("Denim Jacket, trucker", "Spring", "Indigo"),
        ("Leather Jacket, biker", "Autumn", "Black"), ("Bomber Jacket, satin", "Spring", "Olive"),
        ("Chore Jacket, canvas", "Autumn", "Tobacco"), ("Fleece Jacket, half zip", "Winter", "Cream"))),
    Subcategory("Outerwear", "Rainwear", 129, ALPHA, (
        ("Rain Jacket, packable", "Spring", "Yellow"), ("Rain Coat, hooded", "Autumn", "Navy"),
        ("Windbreaker, cropped", "Spring", "Coral"), ("Storm Parka, lined", "Winter", "Forest"),
        ("Poncho, waterproof", "Autumn", "Olive"), ("Anorak, pullover", "Summer", "Sky"))),
    Subcategory("Activewear", "Leggings", 58, ALPHA, (
        ("Seamless Legging, high rise", "All year", "Black"), ("Pocket Legging, cropped", "Summer", "Navy"),
        ("Thermal Legging, brushed", "Winter", "Charcoal"), ("Flare Legging, yoga", "All year", "Plum"),
        ("Run Tight, reflective", "Autumn", "Black"), ("Ribbed Legging, ankle", "Spring", "Sage"))),
    Subcategory("Activewear", "Training Tops", 42, ALPHA, (
        ("Training Tee, mesh", "Summer", "White"), ("Sports Bra, medium support", "All year", "Black"),
        ("Half Zip Top, brushed", "Winter", "Slate"), ("Tank, racerback", "Summer", "Coral"),
        ("Training Hoodie, light", "Spring", "Heather"), ("Base Layer, merino", "Winter", "Navy"))),
    Subcategory("Activewear", "Shorts", 39, ALPHA, (
        ("Run Short, lined", "Summer", "Black"), ("Bike Short, high rise", "Summer", "Navy"),
        ("Training Short, woven", "Spring", "Slate"), ("Sweat Short, loopback", "Summer", "Grey"),
        ("Trail Short, cargo", "Summer", "Olive"), ("Yoga Short, soft", "All year", "Rose"))),
    Subcategory("Accessories", "Scarves", 38, ONE, (
        ("Cashmere Scarf, plain", "Winter", "Camel"), ("Silk Scarf, printed", "Spring", "Multicolour"),
        ("Wool Scarf, checked", "Winter", "Red"), ("Cotton Bandana", "Summer", "Navy"),
        ("Snood, chunky", "Winter", "Oatmeal"), ("Linen Scarf, fringed", "Summer", "Sand"))),
    Subcategory("Accessories", "Bags", 74, ONE, (
        ("Canvas Tote, large", "All year", "Natural"), ("Leather Crossbody, mini", "All year", "Tan"),
        ("Backpack, roll top", "Autumn", "Black"), ("Straw Basket Bag", "Summer", "Natural"),
        ("Belt Bag, nylon", "Spring", "Black"), ("Weekender, waxed", "All year", "Olive"))),
    Subcategory("Accessories", "Hats and Belts", 32, ONE, (
        ("Beanie, ribbed", "Winter", "Charcoal"), ("Bucket Hat, cotton", "Summer", "Sand"),
        ("Baseball Cap, washed", "All year", "Navy"), ("Leather Belt, classic", "All year", "Brown"),
        ("Woven Belt, stretch", "Spring", "Tan"), ("Fedora, wool felt", "Autumn", "Black"))),
    Subcategory("Footwear", "Sneakers", 96, SHOE, (
        ("Court Sneaker, leather", "All year", "White"), ("Retro Runner, suede", "Spring", "Grey"),
        ("Canvas Sneaker, low", "Summer", "Ecru"), ("High Top, canvas", "Autumn", "Black"),
        ("Slip-on Sneaker, knit", "Summer", "Navy"), ("Trail Sneaker, grip", "Autumn", "Olive"))),
    Subcategory("Footwear", "Boots", 168, SHOE, (
        ("Chelsea Boot, leather", "Autumn", "Black"), ("Hiker Boot, lined", "Winter", "Brown"),
        ("Ankle Boot, block heel", "Autumn", "Tan"), ("Knee Boot, suede", "Winter", "Taupe"),
        ("Desert Boot, suede", "Spring", "Sand"), ("Rain Boot, matte", "Autumn", "Forest"))),
    Subcategory("Footwear", "Sandals", 72, SHOE, (
        ("Slide Sandal, leather", "Summer", "Tan"), ("Strappy Sandal, flat", "Summer", "Gold"),
        ("Platform Sandal, cork", "Summer", "White"), ("Espadrille, wedge", "Spring", "Natural"),
        ("Fisherman Sandal, closed", "Spring", "Black"), ("Sport Sandal, strap", "Summer", "Black"))),
)  # fmt: skip

CATEGORIES: tuple[str, ...] = tuple(dict.fromkeys(sub.category for sub in ASSORTMENT))
