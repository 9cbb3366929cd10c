using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Persistence;

/// <summary>The formats in which one kind of document was ever released, from 1 on: none changes, none goes.</summary>
/// <param name="kind">What the documents hold, as faults name it.</param>
/// <param name="how">How JSON is written, with the types as they are today.</param>
/// <param name="formats">Of each format, the members that its types had, by their names in JSON; what is not listed is read as it is today.</param>
public sealed class ReleasedFormats(Words kind, JsonSerializerOptions how, params IReadOnlyList<IReadOnlyDictionary<Type, string>> formats)
{
    private readonly FrozenFormat[] _formats = [.. formats.Select(members => new FrozenFormat(how, members))];

    /// <summary>The number of the newest.</summary>
    public int Newest => _formats.Length;

    /// <summary>A released format.</summary>
    /// <param name="number">Its number.</param>
    /// <exception cref="UnreadableDocumentException">This code knows no such format.</exception>
    public FrozenFormat this[int number] => number >= 1 && number <= Newest
        ? _formats[number - 1]
        : throw new UnreadableDocumentException(new Words(
            $"ses {kind.French} sont au format {number}, cette version de QualiPref connaît les formats 1 à {Newest}",
            $"its {kind.English} are of format {number}, this version of QualiPref knows 1 to {Newest}"));
}

/// <summary>
/// How the documents of one released format are read and written: today's types without the members that came later. Such a member is neither demanded of
/// an old document nor written into a new one, so old and recomputed are compared by what the old one could say.
/// </summary>
public sealed class FrozenFormat
{
    private readonly Dictionary<Type, string[]> _members;
    private readonly JsonSerializerOptions _options;

    internal FrozenFormat(JsonSerializerOptions how, IReadOnlyDictionary<Type, string> members)
    {
        _members = members.ToDictionary(one => one.Key, one => one.Value.Split(' '));
        _options = new JsonSerializerOptions(how)
        {
            TypeInfoResolver = (how.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(CutDown),
        };
    }

    /// <summary>Reads a document.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="bytes">JSON in UTF-8.</param>
    /// <exception cref="UnreadableDocumentException">It is none.</exception>
    public T Read<T>(ReadOnlySpan<byte> bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, _options) ?? throw new UnreadableDocumentException(new Words("il ne contient rien (null)", "it is null"));
        }
        catch (JsonException exception)
        {
            var path = exception.Path ?? "$";
            throw new UnreadableDocumentException(new Words($"{path} n'est pas le JSON attendu", $"{path} is no such JSON"), exception);
        }
    }

    /// <summary>Writes what the format can say of something.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="value">It.</param>
    public string Text<T>(T value) => JsonSerializer.Serialize(value, _options);

    private void CutDown(JsonTypeInfo type)
    {
        if (!_members.TryGetValue(type.Type, out var members)) return;
        var lost = members.Except(type.Properties.Select(property => property.Name)).ToList();
        if (lost.Count > 0) throw new InvalidOperationException($"{type.Type.Name} has lost {string.Join(", ", lost)}: a released format has it.");
        foreach (var later in type.Properties.Where(property => !members.Contains(property.Name)).ToList()) type.Properties.Remove(later);
    }
}

/// <summary>A stored document that is not of its format: altered, or written by a version that this one does not know.</summary>
/// <param name="reason">What is wrong with it, where: the end of a sentence on the document.</param>
/// <param name="inner">What was thrown.</param>
public sealed class UnreadableDocumentException(Words reason, Exception? inner = null) : Exception($"The document cannot be read: {reason.English}.", inner)
{
    /// <summary>What is wrong with it, where, in English.</summary>
    public string Reason => InWords.English;

    /// <summary>The same for whoever reads the answer.</summary>
    public Words InWords { get; } = reason;
}
