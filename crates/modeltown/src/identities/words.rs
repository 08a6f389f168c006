//! The words that people's names and streets are made of, commonest first. Nobody in particular is meant.

/// The given names of women and of men who have an origin and age in common, and the surnames that go with them.
pub(super) struct Origin {
    /// How many of a thousand households.
    pub(super) share: u64,
    /// Given names of women, then of men.
    pub(super) given: [&'static str; 2],
    /// Surnames.
    pub(super) surnames: &'static str,
}

/// Swedish given names of women, then of men, by when they were born: before 1960, before 1990, later.
pub(super) const SWEDISH: [[&str; 2]; 3] = [
    [
        "Maria Elisabeth Anna Birgitta Margareta Eva Karin Kristina Ingrid Marianne Kerstin Lena Inger Gunilla Ulla Barbro \
         Berit Gun Ann Elsa Britt Monica Siv Gudrun Astrid Inga Margit Maj Yvonne Solveig Agneta Viola Gunnel Anita \
         Christina Irene Lilian Rut Dagny Elsy Aina Asta Greta Gerd Sonja Ulrika Annika Berta Signe Märta Edit Vera Hjördis \
         Ingegerd Ingeborg Rigmor Mona Sylvia Ingela Harriet Helga Linnéa Iris Sigrid Tyra Valborg Gullan Wivianne Åsa Görel",
        "Lars Karl Erik Anders Per Johan Nils Jan Lennart Bengt Hans Gunnar Olof Sven Bo Göran Arne Åke Kjell Rolf Stig Leif \
         Ingvar Sture Ove Roland Bertil Börje Roger Tommy Kurt Gustav Rune Birger Bernt Kent Ragnar Evert Sixten Holger Allan \
         Torsten Knut Henry Folke Ulf Gösta Hugo Ivar Valter Harry Sigvard Egon Einar Thore Verner Curt Lennard Tord Örjan \
         Christer Håkan Alf Olle Ernst Herbert Georg Hilding Yngve Conny",
    ],
    [
        "Anna Maria Eva Karin Sara Lena Emma Malin Helena Sofia Elin Hanna Johanna Linda Jenny Åsa Camilla Annika Ulrika \
         Therese Susanne Katarina Cecilia Caroline Jessica Ida Frida Sandra Petra Carina Veronica Charlotta Pernilla Marie \
         Madeleine Victoria Josefin Lisa Annelie Louise Angelica Helén Monika Rebecka Elisabet Jeanette Mikaela Anneli \
         Eleonor Ann-Sofie Linnea Matilda Erika Ellinor Sofie Kajsa Tove Jennie Lovisa Martina Amanda Ylva Anette \
         Maja Lotta Titti Catarina Christin",
        "Johan Anders Mikael Fredrik Daniel Peter Per Andreas Thomas Stefan Mattias Magnus Patrik Jonas Marcus Henrik Martin \
         Robert Christian David Niklas Joakim Jan Björn Tobias Erik Kristian Mats Jens Lars Håkan Rickard Jesper Roger Ola \
         Simon Linus Alexander Viktor Emil Sebastian Oskar Tommy Jimmy Gustaf Karl Kenneth Claes Ulf Torbjörn Pontus Christoffer \
         Filip Johnny Conny Anton Micael Kim Dan Urban Staffan Petter Pär Tomas Pierre Sören Nicklas Rasmus Jörgen Leif",
    ],
    [
        "Alice Maja Elsa Ella Ebba Julia Wilma Emma Olivia Vera Ellen Agnes Elin Alva Linnéa Saga Selma Freja Astrid Ida Stella \
         Klara Lilly Signe Nellie Moa Hanna Tuva Amanda Felicia Tilda Matilda Sara Elvira Isabelle Ester Emilia Thea Molly Leia \
         Alma Iris Siri Lova Märta Sofia Josefine Tyra Ronja Nova Elise Meja Filippa Hilda Cornelia Lovisa Ingrid Edith Greta \
         Rut Stina Svea Juni Livia Nora Lykke Sigrid Majken Bianca Hedda",
        "William Lucas Liam Oscar Hugo Oliver Elias Noah Adam Alexander Axel Filip Erik Emil Viktor Gustav Isak Theo Vincent \
         Leo Albin Anton Ludvig Melvin Charlie Arvid Edvin Alfred Sixten Nils Olle Love Benjamin Elliot Sigge Loke Max Linus \
         Josef Simon Hampus Rasmus Kevin Jonathan Casper Sebastian Wilmer Walter Frank August Malte Harry Otto Ebbe Matteo \
         Henry Vilgot Julian Milo Valter Felix Gabriel Jacob Tage Melker Folke Ivar Frans Aron Viggo",
    ],
];

/// People whose names are not Swedish.
pub(super) const ORIGINS: [Origin; 9] = [
    Origin {
        share: 62,
        given: [
            "Fatima Zainab Mariam Noor Amina Sara Aisha Rana Huda Layla Hanan Samira Nour Maryam Rim Khadija Salma Yasmin Dina \
             Iman Lina Rasha Zahraa Hiba",
            "Mohamed Ali Ahmed Omar Hassan Hussein Mahmoud Ibrahim Abdullah Khaled Mustafa Yusuf Samir Karim Bilal Hamza Tariq \
             Anas Walid Rami Faisal Adnan Jamal Ziad",
        ],
        surnames: "Ali Ahmed Mohamed Hussein Hassan Ibrahim Khalil Mahmoud Haddad Saleh Abdullah Hamad Jasim Youssef Mansour \
                   Nasser Abbas Rashid Al-Hassan Aziz Saeed Said Karim Othman Darwish Issa Najjar Khoury Salman Hamdan",
    },
    Origin {
        share: 22,
        given: [
            "Hodan Ayan Fadumo Ifrah Sahra Halimo Hamdi Naima Deqa Asha Ubah Hibo Fartun Amal Ruqia Sagal",
            "Abdi Mohamed Abdirahman Yusuf Ahmed Liban Mahad Abdullahi Farah Hassan Guled Ismail Bashir Warsame Osman Nur",
        ],
        surnames: "Mohamed Ali Ahmed Abdi Hassan Farah Osman Warsame Jama Yusuf Ibrahim Adan Omar Abdullahi Nur Isse Mohamud \
                   Hersi Dahir Elmi",
    },
    Origin {
        share: 28,
        given: [
            "Zahra Maryam Shirin Leila Parisa Mina Nasrin Azadeh Farideh Roya Narges Sahar Elham Mahsa Nilofar Ziba Soraya Arezoo",
            "Reza Mohammad Ali Hossein Amir Mehdi Farhad Bahram Saeed Navid Arash Behzad Kaveh Nima Siavash Hamid Omid Babak",
        ],
        surnames: "Ahmadi Rahimi Mohammadi Hosseini Karimi Rezai Amiri Haidari Jafari Akbari Moradi Hashemi Sharifi Nazari \
                   Ebrahimi Tehrani Azizi Alizadeh Kazemi Sadeghi",
    },
    Origin {
        share: 24,
        given: [
            "Ayse Fatma Elif Zeynep Emine Hatice Berivan Rojin Dilan Gülsüm Meryem Sevda Nesrin Derya Esra Songül",
            "Mehmet Mustafa Ahmet Ali Murat Hasan Yusuf Ibrahim Kemal Emre Azad Serhat Baran Deniz Orhan Cem",
        ],
        surnames: "Yilmaz Kaya Demir Celik Sahin Yildiz Aydin Özdemir Arslan Dogan Kilic Aslan Cetin Kara Koc Kurt Özkan Simsek \
                   Polat Özturk",
    },
    Origin {
        share: 30,
        given: [
            "Ana Amra Jasmina Marija Jelena Amina Lejla Dragana Snezana Sanela Azra Mirjana Selma Ivana Vesna Emina Aida Milica",
            "Mirza Zoran Dragan Goran Adnan Emir Damir Ivan Amir Milan Nenad Haris Senad Marko Edin Nikola Stefan Samir",
        ],
        surnames: "Jovanovic Petrovic Hodzic Begic Nikolic Markovic Hadzic Delic Kovacevic Ilic Krasniqi Gashi Berisha Stojanovic \
                   Babic Horvat Maric Halilovic Popovic Mujic Osmanovic Pavlovic Kovac Avdic Imamovic",
    },
    Origin {
        share: 34,
        given: [
            "Marja Anneli Ritva Tuula Pirjo Leena Seija Päivi Tarja Raija Hannele Marjatta Eila Aino Helmi Irja Kaarina Satu",
            "Juhani Jari Kari Matti Pekka Timo Heikki Antti Mika Jukka Veikko Seppo Esa Reijo Markku Tapio Risto Ilkka",
        ],
        surnames: "Korhonen Virtanen Mäkinen Nieminen Hämäläinen Mäkelä Laine Heikkinen Koskinen Järvinen Lehtonen Heinonen \
                   Niemi Salminen Rantanen Karjalainen Laitinen Turunen Salonen Leinonen Kinnunen Pesonen Kallio Salo",
    },
    Origin {
        share: 22,
        given: [
            "Anna Agnieszka Katarzyna Malgorzata Magdalena Joanna Ewa Monika Dorota Beata Aleksandra Barbara Zofia Iwona Renata",
            "Piotr Krzysztof Andrzej Tomasz Pawel Marcin Michal Marek Grzegorz Jakub Jerzy Wojciech Dariusz Mariusz Zbigniew",
        ],
        surnames: "Nowak Kowalski Wisniewski Wojcik Kowalczyk Kaminski Lewandowski Zielinski Szymanski Wozniak Dabrowski Kozlowski \
                   Mazur Jankowski Kwiatkowski Krawczyk Piotrowski Grabowski Pawlak Michalski",
    },
    Origin {
        share: 12,
        given: [
            "Carmen Ana Claudia Patricia Rosa Camila Valentina Paola Isabel Lucia Gabriela Daniela Marcela Elena",
            "Carlos Luis Juan Jorge Miguel Pablo Sergio Eduardo Fernando Rodrigo Claudio Patricio Diego Manuel",
        ],
        surnames: "Gonzalez Rodriguez Garcia Lopez Perez Martinez Sanchez Silva Rojas Munoz Diaz Torres Castro Flores Vargas Soto \
                   Contreras Herrera Morales Fuentes",
    },
    Origin {
        share: 16,
        given: [
            "Linh Mai Thuy Huong Li Wei Jing Suda Malee Ratana Somjai Kanya Yan Hoa Lan",
            "Minh Van Hung Tuan Wei Jun Ming Somchai Anan Long Duc Quang Hao Tao Nam",
        ],
        surnames: "Nguyen Tran Le Pham Wang Li Zhang Chen Liu Huynh Hoang Wong Vu Yang Srisuk Phan Ho Ngo Bui Lin",
    },
];

/// Surnames made of a father's name.
pub(super) const PATRONYMICS: &str = "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson \
    Gustafsson Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Petersson Carlsson Magnusson Gustavsson Olofsson \
    Axelsson Jakobsson Mattsson Fredriksson Henriksson Danielsson Håkansson Gunnarsson Samuelsson Fransson Isaksson \
    Arvidsson Mårtensson Eliasson Göransson Hermansson Martinsson Abrahamsson Ivarsson Månsson \
    Josefsson Davidsson Paulsson Åkesson Claesson Knutsson Ottosson Torstensson Tomasson Börjesson \
    Adolfsson Erlandsson Simonsson Jacobsson Johnsson Hansén Olausson Lennartsson Ericsson Pålsson Ingvarsson \
    Einarsson Bertilsson Christensson Kristiansson Haraldsson Aronsson Sigurdsson Sturesson Thomasson";

/// First and second parts of surnames from nature.
pub(super) const NATURE: [&str; 2] = [
    "Lind Berg Lund Sand Ek Ström Hed Nord Sjö Eng Holm Sund Fors Ny Söder Wall Hall Öst Björk Dahl Alm Åker Norr Hög Gran \
     Ros Hell Back Blom Fri Sten Hag Öhr Vik Ax Skog Lilje Ren Malm Löv Kvarn Brand Selin Gull Sahl Ryd Edh Grön Heden \
     Rå Win Åkes Asp Bo Törn Wester Öster Sköld Ceder Linde Ahl Wik Hult Rönn Silfver Bjur Tall Furu Lilj Käll \
     Stål Sved Tegn Vester Hammar Kull Ljung Mo Palm Ram Ull Varg Yt Zetter Åhl Ång Ödl Hjort Kling Lager \
     Mell Myr Näs Bäck Bred Dal Ede Fält Glad Gärd Hassel Holl Häll Karl Kron Lövs Marke Odel Rut",
    "berg ström qvist gren lund blad man dahl holm mark in én stedt ell lind vall by strand sten fors borg löf bäck ander skog \
     kvist hammar felt vik crantz bom stam gård hult",
];

/// Short surnames: soldiers', of nature, of guilds, of clergy.
pub(super) const SHORT: &str = "Lind Berg Ek Holm Björk Dahl Lund Ström Falk Blom Strand Norén Wallin Nordin Sandin Hedin Molin \
    Rask Modig Sköld Stål Frisk Glad Rapp Ståhl Svärd Hjelm Sabel Flink Stark Trygg Alm Asp Granat Hård Kraft Lans Brask \
    Bergh Lantz Boman Broman Öman Hellman Ekman Nyman Hedman Sundin Melin Norin Selin Wikman Forsman Åhman Ödman Kihlman \
    Fors Lilja Ros Lycke Roos Frid Vilde Skoglöf Moberg Sjödin Hallin Thorén Hedén Nordén Bodin Brodin Rydén Wahlén Åström \
    Fagerlind Rosengren Tegnér Wieslander Lagercrantz Celander Arrhenius Norelius Wallerius Hellsten Hök Orre Tjäder Räf \
    Järv Lo Varg Bäver Igelström Kruse Möller Fischer Schmidt Meyer Wagner Beck Jensen Hansen Nielsen Pedersen Larsen Olsen \
    Berntsen Jørgensen Smith Brown Taylor Wilson Clark";

/// Parts that stand before a surname of the nobility.
pub(super) const PARTICLES: &str = "von af de";

/// Names written in several ways, one group to a line: any of a group may stand for another.
pub(super) const VARIANTS: &str = "\
Mohamed Mohammed Mohammad Muhammad Mohamad
Ahmed Ahmad Ahmet
Hussein Hussain Husein Hossein
Yusuf Youssef Yousef Josef
Ibrahim Ebrahim Abraham
Abdirahman Abdulrahman
Fatima Fatma Fatemeh
Aisha Aysha Asha
Maryam Mariam Meryem
Zahra Zahraa Sahra
Layla Leila Lejla
Karl Carl
Karin Carin
Kristina Christina
Katarina Catarina Catharina Katharina
Camilla Kamilla
Carina Karina
Charlotta Lotta Charlotte
Caroline Carolin Karolin
Cecilia Cissi
Erik Eric
Erika Erica
Fredrik Fredrick Fredric
Oskar Oscar
Viktor Victor
Viktoria Victoria
Markus Marcus
Niklas Nicklas Niclas
Lukas Lucas
Jakob Jacob
Rikard Rickard Richard
Henrik Henrick Henric
Mikael Micael Michael Mickael
Filip Philip
Sofia Sophia Sofie
Stefan Staffan Stephan
Thomas Tomas
Per Pär Pelle
Pontus Ponthus
Kristian Christian
Kristoffer Christoffer Christopher
Björn Bjørn
Elisabeth Elisabet Elizabeth
Margareta Margaretha Greta
Birgitta Birgit Britta
Linnéa Linnea
Helén Helen Helene Heléne
Anneli Annelie
Anette Annette
Susanne Susann
Therese Terese Therése
Rebecka Rebecca
Josefin Josefine Josephine
Louise
Jenny Jennie
Joakim Jocke
Lars Lasse
Hans Hasse
Gustav Gustaf
Claes Klas Clas
Torbjörn Thorbjörn
Torsten Thorsten
Rut Ruth
Märta Martha Marta
Edit Edith
Axel Aksel
Alexander Aleksander
Aleksandra Alexandra
Isak Isac Isaac
Karlsson Carlsson
Gustafsson Gustavsson
Pettersson Petersson Petterson
Eriksson Ericsson Erikson
Jakobsson Jacobsson
Jonsson Johnsson Jonson
Fredriksson Fredricsson
Henriksson Henricsson
Isaksson Isacsson
Kristiansson Christiansson
Andersson Anderson
Johansson Johanson
Nilsson Nilson
Larsson Larson
Olsson Olson
Svensson Svenson
Persson Person
Mårtensson Martensson
Wallin Vallin
Wikman Vikman
Bergh Berg
Ståhl Stål
Mohamud Mohamoud
Hosseini Husseini
Mohammadi Mohamadi
Ahmadi Ahmedi
Özdemir Ozdemir
Jovanovic Jovanović
Hodzic Hodžić
Petrovic Petrović
Nguyen Nguyên";

/// Streets that most towns have.
pub(super) const STREETS: &str = "Storgatan Kyrkogatan Skolgatan Kungsgatan Drottninggatan Järnvägsgatan Trädgårdsgatan \
    Ringvägen Nygatan Parkgatan Industrigatan Östergatan Västergatan Norra_Vägen Södra_Vägen Strandvägen Stationsgatan \
    Hamngatan Köpmangatan Slottsgatan Vasagatan Bangatan Torggatan Kvarngatan Skolvägen Kyrkvägen Stationsvägen Bygatan \
    Landsvägen Esplanaden Götgatan Sveavägen Hantverkargatan Linnégatan Smedjegatan Brogatan Fabriksgatan Verkstadsgatan \
    Lasarettsgatan Fredsgatan";

/// First and second parts of the other streets.
pub(super) const STREET_PARTS: [&str; 2] = [
    "Björk Ek Tall Gran Lind Ask Alm Rönn Hassel Al Asp Sälg Lönn Bok En Hägg Syren Ros Nejlik Tulpan Viol Prästkrage Blåklocks \
     Vitsippe Blåsippe Lilje Vallmo Klöver Ljung Moss Lavendel Åker Ängs Skogs Bergs Back Dal Kull Sjö Strand Ö Vik Udd Hamn \
     Båt Fiskar Segel Ankar Fyr Skepps Kanal Bäck Å Käll Brunns Damm Kvarn Såg Bruks Smed Hammar Masugns Gruv Järn Koppar \
     Silver Guld Tegel Kalk Sten Grus Sand Ler Torv Höst Vår Sommar Vinter Midsommar Sol Mån Stjärn Norrskens Regnbågs Väder \
     Molnets Räv Björn Älg Hjort Rådjurs Hare Ekorr Igelkotts Grävlings Varg Lo Utter Bäver Mård Örn Hök Falk Uggle Svan \
     Ejder Lärk Sval Mes Domherre Koltrast Göks Orr Tjäder Rapphöns Duv Gädd Abborr Lax Öring Sik Mört Prost Präst Klockar \
     Kantors Kyrk Kapell Kloster Biskops Kungs Drottning Prins Grev Baron Riddar Väpnar Herr Jungfru Bonde Dräng Torpar Soldat \
     Husar Dragon Korpral Kapten General Doktor Apotekar Lärar Rektor Student Skräddar Skomakar Bagar Slaktar Snickar Murar \
     Målar Glas Urmakar Garvar Repslagar Borgmästar Rådmans Post Telegraf Bio Teater Musik Violin Flöjt Trumpet Vals Polka \
     Odens Tors Frejas Balders Heimdals Ymers Runsten Viking Drak Borg Slott Torn Vall Grind Port Äppel Päron Plommon \
     Körsbärs Hallon Lingon Blåbärs Smultron Vinbärs Havre Korn Råg Vete Lin Hump Humle Senap Timotej Rågsäcks Linné Nobel \
     Strindbergs Lagerlöfs Karlfeldts Frödings Bellmans Tegnérs",
    "vägen gatan stigen gränd backen torget allén gången slingan kroken",
];

/// Ends of mail addresses: names that RFC 2606 keeps for examples, so that no letter arrives.
pub(super) const MAIL: &str = "epost.example mejl.example brev.example post.example kommun.example bolag.example hem.example \
    skola.example region.example byn.example forening.example firma.example";
