"""What pictures are made for, and the sides that it takes, in the words of four languages.

For YouTube, LinkedIn, X, Facebook (its cover at twice its size), Pinterest, TikTok and link
previews the sizes are those that public guides to them agree on (contentstudio.io, linkshed.net,
read in November 2026). Paper is at 300 dots per inch. The others are a usual choice of many, which
no rule asks for; figures behind a name (“app icon 512x512”) come first.
"""

from typing import NamedTuple


class Purpose(NamedTuple):
    """One of them; words are separated by commas."""

    title: str
    width: int  # px
    height: int  # px
    words: str
    turns: bool = False  # whether it lies or stands as the picture does


PURPOSES = (
    Purpose(
        "YouTube thumbnail",
        1280,
        720,
        "youtube thumbnail, yt thumbnail, video thumbnail, youtube vorschaubild, miniature "
        "youtube, vignette youtube, miniatura de youtube",
    ),
    Purpose(
        "YouTube banner",
        2560,
        1440,
        "youtube banner, youtube channel art, youtube header, banniere youtube, banner de youtube",
    ),
    Purpose(
        "LinkedIn banner",
        1584,
        396,
        "linkedin banner, linkedin header, linkedin cover, linkedin background, linkedin "
        "titelbild, banniere linkedin, banner de linkedin",
    ),
    Purpose(
        "LinkedIn post",
        1200,
        627,
        "linkedin post, linkedin beitrag, post linkedin, publicacion de linkedin",
    ),
    Purpose(
        "header for X",
        1500,
        500,
        "twitter header, twitter banner, x header, x banner, twitter cover, banniere twitter,"
        " banner de twitter",
    ),
    Purpose(
        "post for X",
        1600,
        900,
        "twitter post, tweet, x post, twitter card, post twitter",
    ),
    Purpose(
        "Facebook cover",
        1640,
        624,
        "facebook cover, facebook header, facebook banner, facebook titelbild, couverture "
        "facebook, portada de facebook",
    ),
    Purpose(
        "link preview (Open Graph)",
        1200,
        630,
        "open graph, open graph image, og image, link preview, facebook post, social share "
        "image, vorschaubild fur links, apercu de lien, vista previa de enlace",
    ),
    Purpose(
        "Pinterest pin",
        1000,
        1500,
        "pinterest pin, pinterest, pin for pinterest, epingle pinterest, pin de pinterest",
    ),
    Purpose(
        "TikTok cover",
        1080,
        1920,
        "tiktok cover, tiktok thumbnail, reel cover, reels cover, couverture tiktok, portada "
        "de tiktok",
    ),
    Purpose(
        "profile picture",
        640,
        640,
        "profile picture, profile pic, profile photo, avatar, pfp, whatsapp profile picture, "
        "linkedin profile picture, instagram profile picture, discord avatar, profilbild, "
        "whatsapp profilbild, photo de profil, foto de perfil",
    ),
    Purpose(
        "app icon",
        1024,
        1024,
        "app icon, app store icon, appsymbol, app symbol, icone d'application, icono de app",
    ),
    Purpose(
        "email header",
        600,
        200,
        "email header, newsletter header, mail header, email banner, newsletter banner, "
        "kopfbild fur den newsletter, en tete d'e mail, cabecera de correo",
    ),
    Purpose(
        "shop listing",
        2000,
        2000,
        "amazon listing, amazon, shopify product photo, shopify, ebay listing, ebay, product "
        "listing, shop listing",
    ),
    Purpose(
        "Etsy listing",
        2000,
        1500,
        "etsy listing, etsy listing photo, etsy, etsy photo",
    ),
    Purpose(
        "desktop wallpaper",
        1920,
        1080,
        "desktop wallpaper, desktop background, pc wallpaper, laptop wallpaper, "
        "desktophintergrund, fond d'ecran de bureau, fondo de escritorio",
    ),
    Purpose(
        "phone wallpaper",
        1170,
        2532,
        "phone wallpaper, iphone wallpaper, lock screen, phone background, handyhintergrund, "
        "sperrbildschirm, fond d'ecran de telephone, fondo de movil, fondo de pantalla del "
        "movil",
    ),
    Purpose(
        "A3 at 300 dpi",
        4961,
        3508,
        "a3, a3 print, a3 poster, a3 druck, a3 ausdruck, tirage a3, impresion a3",
        turns=True,
    ),
    Purpose(
        "A4 at 300 dpi",
        3508,
        2480,
        "a4, a4 print, a4 page, a4 poster, a4 druck, a4 ausdruck, tirage a4, impresion a4",
        turns=True,
    ),
    Purpose(
        "A5 at 300 dpi",
        2480,
        1748,
        "a5, a5 print, a5 flyer, a5 druck, tirage a5, impresion a5",
        turns=True,
    ),
    Purpose(
        "postcard (A6 at 300 dpi)",
        1748,
        1240,
        "postcard, a6, postkarte, carte postale, postal, tarjeta postal",
        turns=True,
    ),
)
