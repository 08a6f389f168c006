//! Post towns: the first three digits of their post codes and how many of a population live there.

/// `town:first[-last][:weight]`, a blank in a name written as `_`; the weight is 9 when it is not given.
pub(super) const TOWNS: &str = "\
Stockholm:111-118:420 Johanneshov:121:40 Enskede:122:40 Farsta:123:45 Bandhagen:124:35 Älvsjö:125:35 Hägersten:126:60 \
Skärholmen:127:40 Skarpnäck:128:35 Nacka:131:50 Saltsjö-Boo:132:25 Saltsjöbaden:133:12 Gustavsberg:134:20 Tyresö:135:45 \
Haninge:136:60 Västerhaninge:137:18 Älta:138 Värmdö:139:20 Huddinge:141:65 Skogås:142:16 Vårby:143:12 Rönninge:144 \
Norsborg:145:30 Tullinge:146:20 Tumba:147:28 Ösmo:148 Nynäshamn:149:16 Södertälje:151-152:80 Järna:153 Nykvarn:155 \
Vällingby:162:40 Spånga:163:40 Kista:164:20 Hässelby:165:40 Bromma:167-168:70 Solna:169-171:80 Sundbyberg:172-174:50 \
Järfälla:175-177:70 Ekerö:178:16 Stenhamra:179 Lidingö:181:46 Danderyd:182:32 Täby:183:60 Åkersberga:184:35 Vaxholm:185 \
Vallentuna:186:30 Sollentuna:191-192:68 Sigtuna:193:10 Upplands_Väsby:194:42 Märsta:195:28 Kungsängen:196:16 Bro:197 \
Malmö:211-218:330 Lund:222-227:115 Trelleborg:231:36 Arlöv:232:12 Svedala:233:14 Lomma:234:14 Vellinge:235 Höllviken:236:12 \
Bjärred:237:10 Eslöv:241:22 Hörby:242 Höör:243:10 Kävlinge:244:14 Staffanstorp:245:16 Löddeköpinge:246 Dalby:247 \
Helsingborg:252-256:140 Landskrona:261:36 Ängelholm:262:32 Höganäs:263:18 Klippan:264:10 Åstorp:265:12 Munka-Ljungby:266 \
Svalöv:268 Båstad:269 Ystad:271:22 Simrishamn:272:10 Tomelilla:273 Skurup:274:10 Sjöbo:275:10 Hässleholm:281:28 Tyringe:282 \
Osby:283 Perstorp:284 Markaryd:285 Örkelljunga:286 Kristianstad:291:50 Olofström:293 Sölvesborg:294:11 Bromölla:295 Åhus:296 \
Tollarp:298 Halmstad:302:80 Falkenberg:311:32 Laholm:312:12 Oskarström:313 Hyltebruk:314 Ljungby:341:20 Alvesta:342:12 \
Älmhult:343:12 Växjö:352:72 Emmaboda:361 Tingsryd:362 Lessebo:365 Karlskrona:371:52 Ronneby:372:20 Karlshamn:374:24 \
Nybro:382:14 Mönsterås:383 Torsås:385 Mörbylånga:386 Borgholm:387 Kalmar:392:54 \
Göteborg:411-418:400 Västra_Frölunda:421:60 Hisings_Backa:422:40 Torslanda:423:25 Angered:424:50 Hisings_Kärra:425:15 \
Mölndal:431:60 Varberg:432:45 Partille:433:34 Kungsbacka:434:50 Mölnlycke:435:18 Askim:436:22 Lindome:437:12 Landvetter:438 \
Onsala:439:12 Alingsås:441:34 Kungälv:442:34 Lerum:443:28 Stenungsund:444:20 Älvängen:446 Vårgårda:447 Floda:448 Nödinge:449 \
Uddevalla:451:46 Strömstad:452 Lysekil:453 Munkedal:455 Kungshamn:456 Tanumshede:457 Trollhättan:461:52 Vänersborg:462:32 \
Lilla_Edet:463 Mellerud:464 Nossebro:465 Grästorp:467 Skärhamn:471 Henån:473 Borås:504-507:95 Kinna:511:20 Svenljunga:512 \
Fristad:513 Tranemo:514 Viskafors:515 Dalsjöfors:516 Bollebygd:517 Sandared:518 Falköping:521:26 Tidaholm:522:10 \
Ulricehamn:523:18 Herrljunga:524 Lidköping:531:34 Skara:532:14 Götene:533:10 Vara:534:10 Skövde:541:48 Mariestad:542:20 \
Tibro:543 Hjo:544 Töreboda:545 Karlsborg:546 Gullspång:547 Jönköping:553-556:110 Huskvarna:561:28 Taberg:562 Gränna:563 \
Bankeryd:564:10 Mullsjö:565 Habo:566:10 Vaggeryd:567 Skillingaryd:568 Nässjö:571:24 Oskarshamn:572:22 Tranås:573:16 \
Vetlanda:574:22 Eksjö:575:14 Sävsjö:576 Hultsfred:577:10 Aneby:578 Högsby:579 Linköping:582-589:150 Kisa:590 Motala:591:38 \
Vadstena:592 Västervik:593:30 Mjölby:595:22 Skänninge:596 Åtvidaberg:597 Vimmerby:598:12 Norrköping:602-603:135 \
Nyköping:611:48 Finspång:612:18 Oxelösund:613:10 Söderköping:614:10 Valdemarsvik:615 Åby:616 Trosa:619:10 Visby:621-622:50 \
Hemse:623 Slite:624 Eskilstuna:631-633:98 Katrineholm:641:30 Flen:642:12 Vingåker:643 Torshälla:644 Strängnäs:645:28 \
Gnesta:646 Mariefred:647 Karlstad:652-656:90 Säffle:661:12 Åmål:662:10 Skoghall:663:14 Grums:664 Kil:665:10 Bengtsfors:666 \
Forshaga:667 Ed:668 Deje:669 Arvika:671:22 Årjäng:672 Charlottenberg:673 Kristinehamn:681:20 Filipstad:682 Hagfors:683 \
Munkfors:684 Torsby:685 Sunne:686:10 Karlskoga:691:28 Kumla:692:20 Degerfors:693 Hallsberg:694:12 Laxå:695 Askersund:696 \
Örebro:702-703:150 Lindesberg:711:18 Hällefors:712 Nora:713 Kopparberg:714 Odensbacken:715 Fjugesta:716 \
Västerås:721-726:150 Köping:731:20 Arboga:732:12 Sala:733:20 Hallstahammar:734:14 Surahammar:735 Kungsör:736 Fagersta:737:12 \
Norberg:738 Skinnskatteberg:739 Knivsta:741:18 Östhammar:742 Heby:744 Enköping:745:42 Bålsta:746:20 Gimo:747 Österbybruk:748 \
Uppsala:752-757:220 Norrtälje:761:34 Rimbo:762 Hallstavik:763 Ludvika:771:24 Avesta:774:18 Krylbo:775 Hedemora:776:12 \
Smedjebacken:777 Vansbro:780 Borlänge:781-784:50 Malung:782 Säter:783 Gagnef:785 Falun:791:52 Mora:792:18 Leksand:793:12 \
Orsa:794 Rättvik:795 Älvdalen:796 Gävle:802-806:98 Sandviken:811:36 Storvik:812 Hofors:813 Skutskär:814 Tierp:815:14 \
Bollnäs:821:22 Alfta:822 Kilafors:823 Hudiksvall:824:26 Iggesund:825 Söderhamn:826:22 Ljusdal:827:14 Edsbyn:828 Bergsjö:829 \
Östersund:831:54 Frösön:832 Strömsund:833 Krokom:835 Åre:837 Svenstavik:845 Hede:846 Sundsvall:852-857:88 Timrå:861:16 \
Kvissleby:862 Sundsbruk:863 Matfors:864 Alnö:865 Härnösand:871:22 Kramfors:872:14 Bollstabruk:873 Sollefteå:881:14 \
Långsele:882 Örnsköldsvik:891:46 Domsjö:892 Bjästa:893 Umeå:903-907:118 Vännäs:911 Vilhelmina:912 Holmsund:913 Nordmaling:914 \
Robertsfors:915 Bjurholm:916 Sävar:918 Åsele:919 Lycksele:921:10 Storuman:923 Sorsele:924 Skellefteå:931:64 \
Skelleftehamn:932 Arvidsjaur:933 Kåge:934 Norsjö:935 Boliden:936 Burträsk:937 Malå:939 Piteå:941:38 Älvsbyn:942 Öjebyn:943 \
Kalix:952:14 Haparanda:953 Gammelstad:954 Råneå:955 Överkalix:956 Övertorneå:957 Boden:961:26 Jokkmokk:962 Luleå:971-977:74 \
Kiruna:981:20 Gällivare:982:14 Malmberget:983 Pajala:984";
