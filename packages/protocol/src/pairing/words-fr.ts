/**
 * The French words of a pairing sentence (decision 0002), 64 a slot, each in line with its English counterpart.
 * Things, adjectives and animals are masculine singular, so that all of them always agree with "un".
 * Changing a word is a new version of the encoding.
 */
export const frenchWords = {
  name: [
    'Adam', 'Alice', 'Amina', 'Arthur', 'Barbara', 'Benjamin', 'Boris', 'Bruno',
    'Carmen', 'Cécile', 'Clara', 'Claudia', 'David', 'Diego', 'Edgar', 'Fatima',
    'Félix', 'Ferdinand', 'Fiona', 'Gloria', 'Gustave', 'Harold', 'Hector', 'Hugo',
    'Igor', 'Gaspard', 'Jérôme', 'Julia', 'Magnus', 'Marcel', 'Martin', 'Mathilde',
    'Mélissa', 'Miranda', 'Monique', 'Nadia', 'Nelson', 'Norman', 'Octavie', 'Olga',
    'Olivier', 'Omar', 'Patrick', 'Pedro', 'Pénélope', 'Quentin', 'Raymond', 'Robert',
    'Ruth', 'Samir', 'Samuel', 'Sandra', 'Simon', 'Stella', 'Tamara', 'Théodore',
    'Thomas', 'Ursula', 'Véra', 'Véronique', 'Vincent', 'William', 'Xavier', 'Zelda',
  ],
  verb: [
    'admire', 'adopte', 'emprunte', 'apporte', 'brosse', 'fabrique', 'attrape', 'nettoie',
    'amasse', 'consulte', 'copie', 'livre', 'découvre', 'dessine', 'examine', 'expose',
    'explique', 'filme', 'finance', 'oublie', 'salue', 'surveille', 'récolte', 'chauffe',
    'imagine', 'améliore', 'gonfle', 'inspecte', 'invente', 'garde', 'étiquette', 'soulève',
    'mesure', 'modifie', 'déplace', 'numérote', 'offre', 'plante', 'astique', 'préfère',
    'présente', 'protège', 'recycle', 'rénove', 'répare', 'restaure', 'ramène', 'frotte',
    'sculpte', 'fouille', 'partage', 'montre', 'signale', 'esquisse', 'parraine', 'empile',
    'étudie', 'troque', 'goûte', 'touche', 'échange', 'déterre', 'déroule', 'arrose',
  ],
  adjective: [
    'barbu', 'beige', 'brillant', 'bronze', 'charmant', 'joyeux', 'classique', 'nuageux',
    'cosmique', 'cramoisi', 'cubique', 'bouclé', 'humide', 'cabossé', 'fidèle', 'célèbre',
    'festif', 'flexible', 'pliable', 'fragile', 'frais', 'gelé', 'géant', 'doré',
    'gothique', 'gracieux', 'poilu', 'tricoté', 'lilas', 'adorable', 'lunaire', 'magique',
    'moderne', 'musical', 'étroit', 'nomade', 'polaire', 'portable', 'violet', 'rapide',
    'robuste', 'rond', 'royal', 'rustique', 'secret', 'argenté', 'simple', 'solide',
    'pétillant', 'splendide', 'tacheté', 'carré', 'étrange', 'rayé', 'sublime', 'tropical',
    'turquoise', 'tordu', 'velouté', 'vertical', 'blanc', 'sauvage', 'tressé', 'jaune',
  ],
  thing: [
    'album', 'aquarium', 'fauteuil', 'artichaut', 'ballon', 'banjo', 'tonneau', 'panier',
    'bouquet', 'bracelet', 'cactus', 'canoë', 'caramel', 'tapis', 'fromage', 'chocolat',
    'costume', 'croissant', 'placard', 'rideau', 'diamant', 'domino', 'tambour', 'flacon',
    'frigo', 'globe', 'marteau', 'harmonica', 'casque', 'igloo', 'kayak', 'escabeau',
    'lampion', 'citron', 'miroir', 'collier', 'cadenas', 'parachute', 'crayon', 'poivron',
    'piano', 'oreiller', 'ananas', 'portrait', 'poster', 'radiateur', 'rasoir', 'ruban',
    'robot', 'sandwich', 'satellite', 'saxophone', 'foulard', 'téléphone', 'télescope', 'billet',
    'totem', 'tracteur', 'trésor', 'trépied', 'trophée', 'parapluie', 'violon', 'sifflet',
  ],
  animal: [
    'castor', 'scarabée', 'buffle', 'bourdon', 'papillon', 'chameau', 'canari', 'caribou',
    'caméléon', 'condor', 'coyote', 'crabe', 'grillon', 'crocodile', 'dalmatien', 'dinosaure',
    'dauphin', 'dragon', 'faucon', 'furet', 'flamant', 'renard', 'gecko', 'poisson',
    'lévrier', 'hamster', 'hérisson', 'héron', 'frelon', 'jaguar', 'kangourou', 'chaton',
    'koala', 'labrador', 'léopard', 'lion', 'mammouth', 'lamantin', 'moustique', 'narval',
    'panda', 'perroquet', 'pélican', 'pingouin', 'faisan', 'phénix', 'pigeon', 'piranha',
    'poney', 'chiot', 'lapin', 'corbeau', 'rhino', 'scorpion', 'goéland', 'mouton',
    'écureuil', 'tigre', 'toucan', 'morse', 'loup', 'wombat', 'yéti', 'zèbre',
  ],
  place: [
    'Amsterdam', 'Ankara', 'Athènes', 'Atlanta', 'Bangkok', 'Barcelone', 'Berlin', 'Bordeaux',
    'Bristol', 'Bruxelles', 'Budapest', 'Cambridge', 'Chicago', 'Cologne', 'Dakar', 'Denver',
    'Dresde', 'Dublin', 'Édimbourg', 'Florence', 'Genève', 'Glasgow', 'Grenoble', 'Hambourg',
    'Hanoï', 'Helsinki', 'Honolulu', 'Istanbul', 'Jakarta', 'Lausanne', 'Lima', 'Lisbonne',
    'Liverpool', 'Londres', 'Madrid', 'Marseille', 'Melbourne', 'Miami', 'Milan', 'Monaco',
    'Montréal', 'Munich', 'Nairobi', 'Naples', 'Osaka', 'Oslo', 'Oxford', 'Palerme',
    'Paris', 'Prague', 'Québec', 'Santiago', 'Séville', 'Singapour', 'Stockholm', 'Tokyo',
    'Toronto', 'Toulouse', 'Tunis', 'Vancouver', 'Venise', 'Vérone', 'Vienne', 'Varsovie',
  ],
};
