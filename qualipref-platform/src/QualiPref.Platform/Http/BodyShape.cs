using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace QualiPref.Platform.Http;

/// <summary>
/// What a reader asks of a JSON object, noted while it reads nothing: the schema of the bodies that it accepts, so that nobody writes the
/// shape of a request a second time.
/// </summary>
internal sealed class BodyShape
{
    private readonly OpenApiSchema _schema = new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(),
        Required = new HashSet<string>(),
    };

    /// <summary>The schema of the bodies that a reader accepts.</summary>
    /// <param name="read">The reader; it must ask for its fields whatever their values are.</param>
    public static OpenApiSchema Of(Action<JsonFields> read)
    {
        var shape = new BodyShape();
        try
        {
            read(new JsonFields(shape));
        }
        catch (ProblemException)
        {
            // Nothing was sent: what is required is missing.
        }
        return shape._schema;
    }

    /// <summary>Notes a field; asked for twice, the first time counts.</summary>
    public void Note(string name, bool required, OpenApiSchema schema)
    {
        if (!_schema.Properties!.TryAdd(name, schema)) return;
        if (required) _schema.Required!.Add(name);
        else if (schema.Type is { } type) schema.Type = type | JsonSchemaType.Null;
    }

    /// <summary>Notes an object.</summary>
    public BodyShape NoteObject(string name, bool required)
    {
        var inner = new BodyShape();
        Note(name, required, inner._schema);
        return inner;
    }

    /// <summary>Notes a list of objects.</summary>
    public BodyShape NoteObjects(string name, int most, bool required)
    {
        var inner = new BodyShape();
        Note(name, required, List(most, inner._schema));
        return inner;
    }

    /// <summary>Notes that no other field is accepted.</summary>
    public void Close() => _schema.AdditionalPropertiesAllowed = false;

    public static OpenApiSchema Text(int longest, bool required) =>
        new() { Type = JsonSchemaType.String, MaxLength = longest, MinLength = required ? 1 : null };

    public static OpenApiSchema Code(IEnumerable<string> allowed, bool required)
    {
        List<JsonNode> codes = [.. allowed.Select(code => JsonValue.Create(code))];
        if (!required) codes.Add(JsonNullSentinel.JsonNull);
        return new() { Type = JsonSchemaType.String, Enum = codes };
    }

    public static OpenApiSchema Formatted(string format) => new() { Type = JsonSchemaType.String, Format = format };

    public static OpenApiSchema Flag() => new() { Type = JsonSchemaType.Boolean };

    public static OpenApiSchema Integer(long least, long most) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = most > int.MaxValue ? "int64" : "int32",
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
    };

    public static OpenApiSchema Number(double least, double most) => new()
    {
        Type = JsonSchemaType.Number,
        Format = "double",
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
    };

    public static OpenApiSchema List(int most, IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, MaxItems = most, Items = items };
}
