using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;

namespace QualiPref.Platform.Http;

/// <summary>
/// Reads one JSON object field by field and notes everything that is wrong with it: a missing or unknown field, a wrong type, a
/// value out of bounds. A serializer stops at the first fault; a person who mends a form wants all of them.
/// </summary>
public sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = [];
    private readonly HashSet<string> _asked = [];
    private readonly FieldErrors _errors;
    private readonly string _pointer;
    private readonly BodyShape? _shape;

    /// <summary>Opens an object for reading.</summary>
    /// <param name="element">The value; anything but an object is noted as a fault.</param>
    /// <param name="errors">Where faults are noted.</param>
    /// <param name="pointer">JSON pointer of the value itself, empty for the whole body.</param>
    public JsonFields(JsonElement element, FieldErrors errors, string pointer = "")
    {
        _errors = errors;
        _pointer = pointer;
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(pointer, "Un objet JSON est attendu.", "A JSON object is expected.");
            return;
        }
        foreach (var field in element.EnumerateObject()) _fields[NameOf(field)] = field.Value;
    }

    /// <summary>Reads nothing and notes in a shape what is asked for.</summary>
    internal JsonFields(BodyShape shape)
    {
        _errors = new FieldErrors();
        _pointer = "";
        _shape = shape;
    }

    /// <summary>Where the faults of this object and of those in it are noted.</summary>
    public FieldErrors Errors => _errors;

    /// <summary>
    /// The text of a JSON string; null for any other value, and for a string that is no text: a lone surrogate, or bytes that are no UTF-8. Both are found
    /// only when the string is taken, and then the reader throws.
    /// </summary>
    /// <param name="value">The value.</param>
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Names of the fields that are present.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>A text without control characters other than line breaks and tabs; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="longest">Most characters (UTF-16 units) allowed.</param>
    /// <param name="required">Whether absence, null and blank are faults.</param>
    public string? Text(string name, int longest, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Text(longest, required));
        if (Find(name, required) is not { } value) return null;
        if (TextOf(value) is not { } text)
        {
            return Fault<string>(name, "Un texte est attendu.", "A text is expected.");
        }
        if (text.Length > longest)
        {
            return Fault<string>(name, $"{longest} caractères au plus.", $"At most {longest} characters.");
        }
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            return Fault<string>(name, "Caractère de contrôle refusé.", "Control characters are refused.");
        }
        if (required && string.IsNullOrWhiteSpace(text))
        {
            return Fault<string>(name, "Ce champ est obligatoire.", "This field is required.");
        }
        return text;
    }

    /// <summary>One of a closed list of codes; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="allowed">The codes, which are part of the contract.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public string? Code(string name, IReadOnlyCollection<string> allowed, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Code(allowed, required));
        return CatalogueCode(name, allowed, required);
    }

    /// <summary>One of the codes that the catalogue holds at present, which no contract can name; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="known">The codes.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public string? CatalogueCode(string name, IReadOnlyCollection<string> known, bool required = false)
    {
        if (Text(name, 100, required) is not { } text) return null;
        if (known.Contains(text)) return text;
        var list = string.Join(", ", known.Take(40));
        return Fault<string>(name, $"Valeur inconnue ; valeurs admises : {list}.", $"Unknown value; allowed: {list}.");
    }

    /// <summary>A UUID; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public Guid? Id(string name, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Formatted("uuid"));
        if (Find(name, required) is not { } value) return null;
        if (Guid.TryParseExact(TextOf(value), "D", out var id) && id != Guid.Empty) return id;
        return FaultValue<Guid>(name, "Un UUID est attendu.", "A UUID is expected.");
    }

    /// <summary>A whole number within bounds; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="least">Smallest value allowed.</param>
    /// <param name="most">Largest value allowed.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public long? Integer(string name, long least, long most, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Integer(least, most));
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most) return number;
        return FaultValue<long>(name, $"Un nombre entier de {least} à {most} est attendu.", $"A whole number from {least} to {most} is expected.");
    }

    /// <summary>A finite number within bounds; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="least">Smallest value allowed.</param>
    /// <param name="most">Largest value allowed.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public double? Number(string name, double least, double most, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Number(least, most));
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most) return number;
        return FaultValue<double>(name, $"Un nombre de {least} à {most} est attendu.", $"A number from {least} to {most} is expected.");
    }

    /// <summary>True or false; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public bool? Flag(string name, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Flag());
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        return FaultValue<bool>(name, "true ou false est attendu.", "true or false is expected.");
    }

    /// <summary>A local legal date <c>yyyy-MM-dd</c>; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public DateOnly? Date(string name, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Formatted("date"));
        if (Find(name, required) is not { } value) return null;
        if (DateOnly.TryParseExact(TextOf(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        return FaultValue<DateOnly>(name, "Une date AAAA-MM-JJ est attendue.", "A date yyyy-MM-dd is expected.");
    }

    /// <summary>An RFC 3339 instant that states its offset; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public DateTimeOffset? Instant(string name, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.Formatted("date-time"));
        if (Find(name, required) is not { } value) return null;
        // TryGetDateTimeOffset takes the machine's zone when the text names none: the offset is looked for first.
        if (TextOf(value) is { } text && StatesOffset(text) && value.TryGetDateTimeOffset(out var instant)) return instant;
        return FaultValue<DateTimeOffset>(name, "Un instant RFC 3339 avec décalage est attendu.", "An RFC 3339 instant with an offset is expected.");
    }

    /// <summary>A nested object; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public JsonFields? Object(string name, bool required = false)
    {
        if (_shape is not null) return new JsonFields(_shape.NoteObject(name, required));
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return new JsonFields(value, _errors, PointerTo(name));
        return Fault<JsonFields>(name, "Un objet JSON est attendu.", "A JSON object is expected.");
    }

    /// <summary>The items of an array; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="most">Most items allowed.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public IReadOnlyList<JsonElement>? Array(string name, int most, bool required = false)
    {
        _shape?.Note(name, required, BodyShape.List(most, new OpenApiSchema()));
        if (Find(name, required) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most) return [.. value.EnumerateArray()];
        return Fault<IReadOnlyList<JsonElement>>(name, $"Une liste de {most} éléments au plus est attendue.", $"A list of at most {most} items is expected.");
    }

    /// <summary>The UUIDs of an array, each once; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="most">Most items allowed.</param>
    public IReadOnlyList<Guid>? Ids(string name, int most)
    {
        _shape?.Note(name, required: false, BodyShape.List(most, BodyShape.Formatted("uuid")));
        if (Array(name, most)?.Select(item => Guid.TryParseExact(TextOf(item), "D", out var id) ? id : Guid.Empty).Distinct().ToList() is not { } ids) return null;
        return ids.Contains(Guid.Empty) ? Fault<IReadOnlyList<Guid>>(name, "Une liste d'UUID est attendue.", "A list of UUIDs is expected.") : ids;
    }

    /// <summary>The objects of an array; null when absent or faulty.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="most">Most items allowed.</param>
    /// <param name="required">Whether absence is a fault.</param>
    public IReadOnlyList<JsonFields>? Objects(string name, int most, bool required = false)
    {
        if (_shape is not null) return [new JsonFields(_shape.NoteObjects(name, most, required))];
        return Array(name, most, required) is { } items ? [.. items.Select((item, index) => new JsonFields(item, _errors, $"{PointerTo(name)}/{index}"))] : null;
    }

    /// <summary>The value as it came, whatever its type; null when absent or JSON null.</summary>
    /// <param name="name">Name of the field.</param>
    public JsonElement? Raw(string name) => Find(name, required: false);

    /// <summary>Says of a value that is taken as it comes what it should hold; only the shape is concerned.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="read">Reads the object, or each object of the list.</param>
    /// <param name="most">Most objects of a list; null for a single object, which is optional.</param>
    public void Expect(string name, Action<JsonFields> read, int? most = null)
    {
        if (_shape is null) return;
        read(new JsonFields(most is { } limit ? _shape.NoteObjects(name, limit, required: true) : _shape.NoteObject(name, required: false)));
    }

    /// <summary>Notes a fault of a field that only the caller can judge.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="french">The sentence in French.</param>
    /// <param name="english">The same in English.</param>
    public void Refuse(string name, string french, string english) => _errors.Add(PointerTo(name), french, english);

    /// <summary>Notes every field that nobody asked for: a misspelt optional field must not be dropped in silence.</summary>
    public void RefuseUnknown()
    {
        _shape?.Close();
        foreach (var name in _fields.Keys.Where(name => !_asked.Contains(name)))
        {
            Refuse(name, "Champ inconnu.", "Unknown field.");
        }
    }

    private static bool StatesOffset(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        return time > 0 && (text[^1] == 'Z' || text.AsSpan(time).IndexOfAny('+', '-') > 0);
    }

    private JsonElement? Find(string name, bool required)
    {
        _asked.Add(name);
        if (_fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        if (required) Refuse(name, "Ce champ est obligatoire.", "This field is required.");
        return null;
    }

    private T? Fault<T>(string name, string french, string english) where T : class
    {
        Refuse(name, french, english);
        return null;
    }

    private T? FaultValue<T>(string name, string french, string english) where T : struct
    {
        Refuse(name, french, english);
        return null;
    }

    private string PointerTo(string name) =>
        $"{_pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(new Problem(CommonProblems.Unreadable));
        }
    }
}
