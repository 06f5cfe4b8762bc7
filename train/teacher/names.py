"""Sentences in the style of news, made from templates and word lists of our own, with their names.

They teach the name head what the treebanks lack: officials, bodies, towns and parties of many
countries, in the constructions of wire copy. A slot in braces is filled from a list; a word after
it stands as it is. Lower-case and plain words are never names.
"""

import random
import re

from corpus import Sentence, masks, write_span

GIVEN = """Abdel Abdul Abdullah Adam Ahmed Aisha Alejandro Aleksandr Alexei Ali Alicia Amadou Amina Ana Anas Andrei Andrew Andrzej Anna
Antonio Anwar Arturo Asif Aung Barbara Benjamin Bilal Boris Carlos Carmen Catherine Charles Chen Claudia Cyril Daniel David Denis
Deng Diego Dmitry Donald Ebrahim Edgar Elena Emily Emmanuel Erik Esther Fatima Felix Fernando Francisco Frank Gabriel George
Giorgia Grace Gustavo Hassan Helena Henrik Hiroshi Hugo Hussein Ibrahim Igor Imran Irina Ismail Ivan Jacinda Jacob Jamal James
Javier Jean Jennifer John Jorge Jose Joseph Juan Julia Kamal Karim Katarina Kenji Khalid Kim Kofi Laila Lars Laura Leonid Li Linda
Luis Luiz Mahmoud Maia Malik Manuel Marcus Maria Mariam Mark Marta Martin Mateo Mehmet Michael Miguel Mikhail Min Mohamed Mohammad Moussa
Muhammad Mustafa Nadia Najib Narendra Natalia Nicolas Nikola Nina Noor Olaf Oleg Olga Omar Oscar Pablo Park Patrick Paul Pedro
Peter Petra Pierre Rafael Rahul Raul Rebecca Recep Ricardo Richard Robert Rosa Salim Samuel Sanna Sara Sergei Shinzo Sofia Stefan
Stephen Susan Svetlana Tariq Tatiana Theresa Thomas Tomas Umar Ursula Uzma Valentina Viktor Vladimir Volodymyr Wang Wei William Xi Yair Yasmin
Yasser Yoon Yoshihide Yusuf Zainab Zhang Zoran""".split()

FAMILY = """Abbas Abe Abiy Ahmed Aliyev Alvarez Anderson Araghchi Assad Atambayev Austin Babis Bachelet Banda Barzani Bashir Benedetti Bennett Berlusconi
Biden Blinken Bolsonaro Borrell Brown Bukele Bush Cameron Cardoso Carter Castillo Chavez Chen Chinh Clinton Conte Costa Dabaiba
Danso Davis Diaz Diallo Djukanovic Draghi Duda Duterte Erdogan Estrada Evans Fernandez Ferreira Ficki Fico Flores Fujimori Garcia Ghani
Gomez Gonzalez Guterres Haftar Haley Hamdok Haniyeh Hariri Harris Hassan Hasina Hernandez Herzog Hun Hussein Ibrahim Iohannis Ivanov Jammeh Jansen
Johnson Jonathan Kagame Kallas Karzai Kenyatta Keita Kerry Khan Kim Kishida Kobayashi Koroma Kovacs Kuleba Kumar Kurti Lavrov Le Lee Lopez Lukashenko
Macron Maduro Mahamat Marcos Martinez May Medvedev Meloni Menendez Merkel Michel Mirziyoyev Modi Mohamud Morales Morawiecki Mubarak Mugabe Museveni
Mutharika Nasrallah Ndiaye Netanyahu Nguyen Novak Obama Obasanjo Okonkwo Olmert Orban Ortega Ouattara Pahor Pashinyan Patel Pelosi Peres Petro
Petrov Poroshenko Powell Putin Qureshi Rahmon Rajapaksa Ramaphosa Rasmussen Reyes Rice Rivera Rodriguez Rouhani Rubio Rutte Saied Salih Sanchez
Santos Scholz Shahbaz Sharif Sharon Shmyhal Shoigu Silva Simonyan Singh Sisi Smith Soleimani Stoltenberg Suga Sullivan Tadic Tanaka Thaci
Thompson Timoshenko Tokayev Traore Trudeau Truss Trump Tshisekedi Tusk Uribe Usubov Vucic Walker Wang Weah Wickremesinghe Widodo Williams Wilson Wright
Xi Yanukovych Yilmaz Yoon Zapatero Zardari Zawahiri Zeidan Zelenskyy Zelensky Zhang Zuma""".split()

LED = [p.split() for p in """Joe Biden|Donald Trump|Barack Obama|Vladimir Putin|Volodymyr Zelenskyy|Emmanuel Macron|Angela Merkel|Olaf Scholz|Xi Jinping
Benjamin Netanyahu|Mahmoud Abbas|Ismail Haniyeh|Recep Tayyip Erdogan|Bashar al-Assad|Ali Khamenei|Hassan Rouhani|Abdel Fattah el-Sisi|Mohammed bin Salman
Kim Jong Un|Narendra Modi|Imran Khan|Shehbaz Sharif|Sheikh Hasina|Aung San Suu Kyi|Min Aung Hlaing|Joko Widodo|Rodrigo Duterte|Ferdinand Marcos Jr.
Cyril Ramaphosa|Abiy Ahmed|Muhammadu Buhari|Bola Tinubu|Paul Kagame|Felix Tshisekedi|William Ruto|Omar al-Bashir|Khalifa Haftar|Abdel Fattah al-Burhan
Nicolas Maduro|Juan Guaido|Luiz Inacio Lula da Silva|Jair Bolsonaro|Gustavo Petro|Javier Milei|Andres Manuel Lopez Obrador|Daniel Ortega|Nayib Bukele
Antony Blinken|Sergey Lavrov|Wang Yi|Josep Borrell|Ursula von der Leyen|Jens Stoltenberg|Antonio Guterres|Ban Ki-moon|Kofi Annan|Tedros Adhanom Ghebreyesus
Aleksandar Vucic|Viktor Orban|Alexander Lukashenko|Nikol Pashinyan|Ilham Aliyev|Boris Johnson|Rishi Sunak|Keir Starmer|Justin Trudeau|Scott Morrison
Anthony Albanese|John Howard|Kevin Rudd|Jacinda Ardern|Fumio Kishida|Shinzo Abe|Yoon Suk Yeol|Moon Jae-in|Tsai Ing-wen|Hassan Nasrallah|Yahya Sinwar
Osama bin Laden|Abu Bakr al-Baghdadi|Muammar Gaddafi|Saddam Hussein|Hosni Mubarak|Hamid Karzai|Ashraf Ghani|Pedro Sanchez|Giorgia Meloni|Donald Tusk""".replace("\n", "|").split("|")]

COUNTRY = """Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium Benin Bolivia
Botswana Brazil Bulgaria Burundi Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Denmark Djibouti
Ecuador Egypt Eritrea Estonia Ethiopia Fiji Finland France Gabon Georgia Germany Ghana Greece Guatemala Guinea Haiti Honduras Hungary Iceland
India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon
Lesotho Liberia Libya Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mexico Moldova Mongolia Montenegro Morocco
Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal
Qatar Romania Russia Rwanda Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria
Taiwan Tajikistan Tanzania Thailand Togo Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Yemen Zambia
Zimbabwe Britain U.S. US UK UAE Kurdistan Crimea Chechnya Gaza Kashmir Tibet Xinjiang Abkhazia Transnistria""".split() + [
    "United States", "United Kingdom", "Saudi Arabia", "North Korea", "South Korea", "South Africa", "South Sudan", "Sri Lanka", "Burkina Faso",
    "Ivory Coast", "Costa Rica", "El Salvador", "Sierra Leone", "New Zealand", "Papua New Guinea", "Czech Republic", "Dominican Republic", "Central African Republic",
    "Equatorial Guinea", "Bosnia and Herzegovina", "North Macedonia", "United Arab Emirates", "East Timor", "Solomon Islands", "Hong Kong",
    "Democratic Republic of the Congo", "Trinidad and Tobago", "Marshall Islands", "Republic of Korea", "Soviet Union",
]

CITY = """Kyiv Moscow Washington Beijing London Paris Berlin Brussels Tehran Jerusalem Ramallah Damascus Aleppo Idlib Homs Baghdad Mosul Basra Erbil
Kirkuk Kabul Kandahar Herat Kunduz Islamabad Karachi Lahore Peshawar Quetta Mumbai Delhi Srinagar Dhaka Colombo Kathmandu Yangon Naypyidaw Mandalay Bangkok
Manila Jakarta Hanoi Tokyo Seoul Pyongyang Taipei Canberra Sydney Melbourne Wellington Cairo Khartoum Omdurman Tripoli Benghazi Misrata Tunis Algiers Rabat
Dakar Bamako Gao Timbuktu Niamey Ouagadougou Abuja Lagos Maiduguri Kano Accra Abidjan Yaounde Bangui Kinshasa Goma Bunia Kigali Bujumbura Kampala Nairobi Mombasa
Mogadishu Kismayo Baidoa Asmara Mekelle Gondar Harare Lusaka Lilongwe Maputo Pretoria Johannesburg Luanda Caracas Bogota Quito Lima Brasilia Santiago Havana Managua
Tegucigalpa Kharkiv Odesa Lviv Mariupol Donetsk Luhansk Kherson Zaporizhzhia Bakhmut Sumy Dnipro Belgrade Pristina Sarajevo Skopje Tirana Sofia Bucharest Chisinau
Warsaw Prague Vienna Geneva Budapest Athens Ankara Istanbul Diyarbakir Nicosia Tbilisi Yerevan Baku Stepanakert Minsk Vilnius Riga Tallinn Helsinki Stockholm Oslo
Grozny Rafah Nablus Jenin Hebron Haifa Beirut Sidon Amman Riyadh Jeddah Doha Sanaa Aden Hodeidah Marib Taiz Muscat Dublin Belfast Edinburgh Madrid Barcelona Lisbon Rome
Ottawa Toronto Chicago Boston Houston Dallas Detroit Portland Minneapolis Kunming Shanghai Wuhan Urumqi Lhasa""".split() + [
    "New York", "New Delhi", "Tel Aviv", "Khan Younis", "Gaza City", "Addis Ababa", "Port Sudan", "El Fasher", "Port-au-Prince", "San Salvador", "Buenos Aires",
    "Rio de Janeiro", "Sao Paulo", "Mexico City", "Kuala Lumpur", "Phnom Penh", "Ho Chi Minh City", "Abu Dhabi", "Deir ez-Zor", "Mazar-i-Sharif", "Los Angeles", "San Francisco",
    "Saint Petersburg", "Cape Town", "Dar es Salaam", "Port Moresby", "The Hague", "Nizhny Novgorod", "Ras al-Ain", "Guatemala City", "Kuwait City",
]

REGION = [r.strip() for r in """West Bank, Gaza Strip, Golan Heights, Donbas, Darfur, North Kivu, South Kordofan, Tigray, Amhara, Cabo Delgado, Helmand, Balochistan, Khyber Pakhtunkhwa,
Punjab, Sindh, Kashmir, Rakhine, Shan State, Mindanao, Aceh, Catalonia, Basque Country, Scotland, Wales, Northern Ireland, Nagorno-Karabakh, South Ossetia, Dagestan, Siberia,
Middle East, Horn of Africa, Sahel, Balkans, Caucasus, Persian Gulf, Black Sea, Red Sea, South China Sea, Taiwan Strait, Strait of Hormuz, Sea of Azov, Mediterranean, Baltic,
Latin America, Central Asia, Southeast Asia, Eastern Europe, Europe, Africa, Asia, Texas, California, Florida, Queensland, New South Wales, Borno State, Kaduna, Oromia,
Sinai, Kurdistan Region, Korean Peninsula, Arctic, Pacific, Lake Chad, Anbar, Nineveh, Belgorod, Kursk, Chiapas, Michoacan, Guerrero""".replace("\n", " ").split(",")]

BODY = [o.strip() for o in """United Nations, UN, U.N., NATO, European Union, EU, African Union, Arab League, ASEAN, OPEC, Security Council, UN Security Council, General Assembly,
European Commission, European Parliament, European Council, International Criminal Court, ICC, International Court of Justice, World Bank, International Monetary Fund, IMF,
World Health Organization, WHO, World Trade Organization, IAEA, International Atomic Energy Agency, OSCE, Red Cross, International Committee of the Red Cross, Red Crescent, UNICEF, UNHCR,
World Food Programme, Amnesty International, Human Rights Watch, Doctors Without Borders, Hamas, Hezbollah, Fatah, Islamic Jihad, Islamic State, ISIS, ISIL, al-Qaeda, Taliban, Boko Haram, al-Shabaab,
Houthis, M23, Wagner Group, FARC, ELN, PKK, YPG, Syrian Democratic Forces, Free Syrian Army, Rapid Support Forces, Sudanese Armed Forces, Tigray People 's Liberation Front, Kremlin, White House,
Pentagon, State Department, US State Department, Treasury, Congress, Senate, House of Representatives, Supreme Court, Federal Reserve, CIA, FBI, Justice Department, Department of Defense,
Department of Homeland Security, Foreign Office, Downing Street, House of Commons, House of Lords, Labour Party, Conservative Party, Liberal Party, Greens, Bundestag, Knesset, Likud, Duma, Verkhovna Rada,
Politburo, Communist Party, Communist Party of China, People 's Liberation Army, National People 's Congress, Revolutionary Guards, Islamic Revolutionary Guard Corps, Guardian Council, Quds Force, Mossad, Shin Bet,
Israel Defense Forces, IDF, Palestinian Authority, Palestine Liberation Organization, Muslim Brotherhood, Awami League, Bharatiya Janata Party, BJP, Congress Party, Pakistan Tehreek-e-Insaf, African National Congress,
ANC, Zanu-PF, Democratic Party, Republican Party, GOP, Workers ' Party, Workers Party of Korea, Liberal Democratic Party, National Assembly, National Guard, Coast Guard, Air Force, Navy, Central Bank, Constitutional Court, Electoral Commission,
Independent National Electoral Commission, Interior Ministry, Foreign Ministry, Defense Ministry, Ministry of Foreign Affairs, Ministry of Defence, Ministry of Health, Ministry of Interior,
Reuters, Associated Press, AP, AFP, Agence France-Presse, BBC, CNN, Al Jazeera, New York Times, Washington Post, Guardian, Xinhua, TASS, RIA Novosti, Interfax, Kyodo, Yonhap, KCNA, IRNA, Haaretz, Dawn, Der Spiegel, Le Monde, SANA,
Gazprom, Rosneft, Huawei, Boeing, Airbus, Shell, ExxonMobil, Microsoft, Google, Facebook, Twitter, Toyota, Samsung, Siemens, Nord Stream AG, Harvard University, Oxford University, Chatham House, International Crisis Group, Brookings Institution,
World Anti-Doping Agency, Interpol, Europol, Frontex, G7, G20, BRICS, Quad, ECOWAS, Gulf Cooperation Council, Organization of American States, Mercosur, Commonwealth, Holy See, Shanghai Cooperation Organisation""".replace("\n", " ").split(",")]

OFFICE = ["Ministry of Defence", "Foreign Ministry", "Defense Ministry", "Interior Ministry", "Health Ministry", "Supreme Court", "Central Bank", "Army", "Air Force", "Navy", "Parliament",
          "National Police", "Red Crescent Society", "Communist Party", "Football Federation", "Armed Forces", "Security Council", "Embassy", "Coast Guard", "Trade Union Congress"]

ADJ = """Afghan American Argentine Armenian Australian Azerbaijani Bangladeshi Belarusian Bolivian Brazilian British Cambodian Canadian Chadian Chinese Colombian Congolese Cuban Danish
Dutch Egyptian Ethiopian European Filipino Finnish French Georgian German Greek Haitian Hungarian Indian Indonesian Iranian Iraqi Irish Israeli Italian Japanese Jordanian Kenyan
Korean Kurdish Lebanese Libyan Malian Mexican Moldovan Moroccan Nigerian Norwegian Pakistani Palestinian Peruvian Polish Qatari Romanian Russian Rwandan Saudi Serbian Somali Spanish Sudanese
Swedish Syrian Taiwanese Thai Tunisian Turkish Ugandan Ukrainian Venezuelan Vietnamese Yemeni African Arab Western Muslim Christian Sunni Shiite Jewish Catholic Islamist""".split()
ADJ = [a for a in ADJ if a != "Western"]
FOLK = """Afghans Americans Armenians Australians Azerbaijanis Bangladeshis Brazilians Canadians Catalans Chechens Colombians Cubans Egyptians Ethiopians Europeans Filipinos Georgians Germans Greeks Haitians Hungarians Indians
Indonesians Iranians Iraqis Israelis Italians Kenyans Koreans Kurds Libyans Mexicans Nigerians Pakistanis Palestinians Poles Rohingya Romanians Russians Rwandans Serbs Somalis Syrians Taiwanese Turks Ukrainians Uyghurs
Venezuelans Yemenis Muslims Christians Jews Hindus Sunnis Democrats Republicans""".split()

EVENT = [e.strip() for e in """World War II, World War I, Cold War, Gulf War, Vietnam War, Arab Spring, Olympics, Olympic Games, World Cup, Winter Olympics, Six-Day War, Holocaust, Ramadan, Easter, Hurricane Katrina, Cyclone Idai,
Typhoon Haiyan, Munich Security Conference, Davos, Maidan Revolution, Orange Revolution, Oslo Accords, Paris Agreement, Minsk Agreements, Dayton Accords, Treaty of Lisbon, Geneva Convention, Kyoto Protocol, Brexit, Operation Barkhane,
Nobel Peace Prize, Eurovision Song Contest, Summit for Democracy, Tiananmen Square massacre, Bastille Day, COP26, Belt and Road Initiative, Good Friday Agreement, Abraham Accords, Covid-19""".replace("\n", " ").split(",")]

TITLE = """President|Prime Minister|Foreign Minister|Defence Minister|Defense Minister|Interior Minister|Finance Minister|Secretary of State|Secretary|Senator|Governor|Mayor|General|Gen.|Col.|Ambassador|Chancellor|Vice President|Mr.|Mr|Mrs|Ms.|Dr.|King|Queen|Crown Prince|Pope|Ayatollah|Sheikh|Judge|Justice|Representative|Rep.|Sen.|Major|Secretary-General|Premier|Deputy Prime Minister|Special Envoy|Admiral""".split("|")
ROLE = """president|prime minister|foreign minister|defence minister|spokesman|spokeswoman|spokesperson|opposition leader|mayor|governor|ambassador|envoy|army chief|police chief|chairman|deputy chairman|former president|secretary general|analyst|lawyer|general|rebel commander""".split("|")
DAY = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH = "January February March April May June July August September October November December".split()
DOES = "said|told reporters|warned|announced|claimed|confirmed|denied|insisted|added|vowed|promised|alleged|acknowledged|argued|suggested".split("|")
DEED = """condemned|criticised|praised|met|visited|arrested|attacked|shelled|bombed|invaded|accused|threatened|sanctioned|supported|backed|rejected|welcomed|denounced|called|telephoned|blamed|sued|expelled|hosted|urged|warned|captured|killed|released|detained|fined""".split("|")

TEMPLATES = """{city} , {month} {num} ( {body} ) - {title} {person} {does} on {day} that {country} would {bare} {country} .
{title} {person} of {country} {deed} {country} on {day} .
{adj} {title} {person} {deed} {adj} {title} {person} in {city} on {day} .
The {adj} {role} , {person} , {deed} the {adj} government .
{adj} forces {deed} {city} , the {body} {does} .
{person} , the {role} of {country} , {does} {city} had been hit by {adj} missiles .
" We will not accept this , " {family} {does} in {city} .
" The people of {country} deserve better , " {does} {person} , {role} of the {body} .
The {body} {does} on {day} that at least {num} people were killed near {city} , {country} .
{country} 's {role} {person} {does} {country} and {country} had agreed to a ceasefire .
{country} and {country} signed an agreement in {city} .
{family} {deed} {family} over the dispute with {country} .
At least {num} {folk} were killed in an air strike on {city} in the {region} .
{folk} protested in {city} and {city} against {title} {family} .
Police in {city} {deed} {num} members of {body} .
Officials from {country} , {country} and {country} will meet in {city} in {month} .
{body} fighters {deed} a village in the {region} , killing {num} civilians .
The {adj} {office} {does} its troops had entered {city} .
{country} 's {office} {does} {num} drones were shot down over {region} .
{does_cap} {person} : " {country} must stop the war . "
According to {body} , {person} was detained in {city} after he {deed} {title} {family} .
According to the {body} news agency , {adj} soldiers crossed into {country} .
{person} was elected {role} of {country} in {month} .
{person} and {person} discussed the {event} in {city} .
Since the {event} , {country} has been an ally of {country} .
The {event} led {country} to leave the {body} .
{title} {family} 's office {does} he would travel to {city} , {region} , on {day} .
Residents of {city} fled to {country} as {body} advanced .
In {city} , {adj} and {adj} diplomats met {body} officials .
{country} accuses {country} of backing the {body} .
The {body} and the {body} {deed} the attack in {region} .
{person} ( {country} ) met {person} ( {country} ) on {day} .
Former {adj} {role} {person} died in {city} on {month} {num} .
{num} migrants drowned off the coast of {country} , the {body} {does} .
A court in {city} jailed {person} , a critic of {title} {person} .
A {adj} court sentenced {person} to {num} years in prison .
{person} , {num} , was shot dead in {city} , {adj} media reported .
Read more : {person} in {city} : what {country} wants from the {body}
{country} : {person} {deed} {body} in {city}
{person} {deed} {country} 's {body}
{body} , {country} sign deal on {region}
{adj} {role} to visit {city} , {city}
{region} : {num} dead as {body} {deed} {adj} convoy
MR {surname_upper} : Thank you , {title} {family} , and welcome to {city} .
SECRETARY {surname_upper} : I spoke with {title} {family} about {country} and {region} .
QUESTION : {title} {family} , will {country} join the {body} ?
On behalf of the {body} , I congratulate the people of {country} on their national day .
The {country} – {country} border near {city} was closed on {day} .
{country} withdrew its ambassador from {city} after {family} {deed} the {body} .
Supporters of the {body} marched through {city} , chanting slogans against {family} .
The {adj} {office} in {city} {does} it was closed .
{person} , who leads the {body} , {does} that {family} " is a threat to {country} " .
Neither {country} nor {country} has commented .
The government of {country} {deed} {body} , {person} of the {body} {does} .
Fighting between the {body} and {adj} troops continued in {region} .
The talks between {person} and {person} , held in {city} , ended without agreement .
{city} 's mayor , {person} , {does} schools would close on {day} .
{num} people were injured when a bus crashed near {city} in {country} 's {region} region .
Protesters burned {adj} flags outside the {adj} consulate in {city} .
Oil rose after {body} and {country} cut output .
{body} shares fell {num} per cent in {city} on {day} .
{title} {family} , {title} {family} and {title} {family} attended the funeral .
{given} , a teacher from {city} , {does} she had lost two sons .
" I am from {city} , " {given} {does} . " My brother is still in {country} . "
The suspect , identified as {person} , is a {adj} citizen .
The {body} of {country} {does} the vote will be held in {month} .
{person} of the {body} {does} {folk} and {folk} live together in {city} .
{country} 's {person} won gold at the {event} in {city} .
The {adj} - {adj} talks will resume in {city} .
The {body} - led coalition {deed} {city} .
{body} spokesman {person} {does} the {body} would respond .
{body} chief {person} {deed} {country} and the {body} .
Speaking in {city} , {title} {person} {does} , " The {body} stands with {country} . "
In a statement , the {office} of {country} {does} that {person} had been released .
Rebels led by {person} seized {city} , the capital of {region} .
{country} and {country} imposed sanctions on {person} , {person} and {body} .
{country} {title} {person} {deed} {adj} officials in {city} .
I met with {person} , {role} of {country} , and {title} {family} today .
The minister , the general and the spokesman {does} nothing on {day} .
However , the President {does} the Government would not talk to the terrorists .
The Prime Minister and the Foreign Minister flew home on {day} .
Meanwhile , the Ministry {does} that the Council had not been told .
{event} talks between {country} and {country} opened in {city} .
{family} , who was born in {city} , {country} , joined the {body} in {num} .
Thousands of {adj} refugees from {region} have arrived in {city} , {city} and {city} .
{country} , which borders {country} , asked the {body} for help .
Two {adj} nationals were arrested in {country} on charges of spying for the {body} .""".split("\n")



class Maker:
    def __init__(self, rng):
        self.rng = rng

    def person(self):
        if self.rng.random() < 0.3:
            return self.rng.choice(LED)
        given = [self.rng.choice(GIVEN)]
        if self.rng.random() < 0.12:
            given.append(self.rng.choice(GIVEN + ["al", "bin", "von", "A.", "J.", "M."]))
        last = self.rng.choice(FAMILY)
        if self.rng.random() < 0.05:
            last = "al-" + last
        if self.rng.random() < 0.06:
            return given + [last, "-", self.rng.choice(FAMILY)]
        return given + [last]

    def fill(self, slot):
        """(words, name type or None) of a slot."""
        pick = self.rng.choice
        if slot == "person":
            return self.person(), "PER"
        if slot == "family":
            return ([pick(FAMILY)] if self.rng.random() < 0.8 else pick(LED)[-1:]), "PER"
        if slot == "surname_upper":
            return [pick(FAMILY).upper()], "PER"
        if slot == "given":
            return [pick(GIVEN)], "PER"
        if slot in ("country", "city", "region"):
            return pick({"country": COUNTRY, "city": CITY, "region": REGION}[slot]).split(), "LOC"
        if slot == "body":
            return pick(BODY).split(), "ORG"
        if slot == "office":
            return pick(OFFICE).split(), "ORG"
        if slot == "adj":
            return [pick(ADJ)], "MISC"
        if slot == "folk":
            return [pick(FOLK)], "MISC"
        if slot == "event":
            return pick(EVENT).split(), "MISC"
        if slot == "num":
            return [str(self.rng.choice([self.rng.randint(2, 30), self.rng.randint(20, 99), self.rng.randint(1960, 2026)]))], None
        if slot == "does_cap":
            return [pick(["Said", "Added"])], None
        if slot == "bare":
            return [pick(["attack", "support", "invade", "leave", "sanction"])], None
        return pick({"title": TITLE, "role": ROLE, "day": DAY, "month": MONTH, "does": DOES, "deed": DEED}[slot]).split(), None

    def sentence(self):
        words, marks = [], []
        for part in self.rng.choice(TEMPLATES).split():
            if part[0] != "{":
                words.append(part)
                continue
            slot = part[1:-1]
            got, kind = self.fill(slot)
            if slot == "office" and words and marks and marks[-1][1] == len(words) and marks[-1][2] == "MISC":
                # "Russian Foreign Ministry": the outermost name is the body
                marks[-1] = (marks[-1][0], len(words) + len(got), "ORG")
            elif kind:
                marks.append((len(words), len(words) + len(got), kind))
            words += got
        if words[0][0].islower():
            words[0] = words[0][0].upper() + words[0][1:]
        tags = ["O"] * len(words)
        for a, b, k in marks:
            write_span(tags, a, b, k)
        return split_hyphens(words, tags)


def split_hyphens(words, tags):
    """The treebanks' way: "al-Assad" is three words."""
    out, marks = [], []
    for w, t in zip(words, tags):
        parts = [p for p in re.split("(-)", w) if p]
        out += parts
        marks += [t] + ["O" if t == "O" else "I" + t[1:]] * (len(parts) - 1)
    return out, marks


def sentences(count, seed):
    """count sentences; the same for the same seed."""
    m = Maker(random.Random(seed))
    out = []
    for _ in range(count):
        words, tags = m.sentence()
        out.append(Sentence(words, doc="made", names=masks(tags)))
    return out


if __name__ == "__main__":
    maker = Maker(random.Random(1))
    for _ in range(30):
        print(" ".join(w if t == "O" else f"{w}/{t}" for w, t in zip(*maker.sentence())))
