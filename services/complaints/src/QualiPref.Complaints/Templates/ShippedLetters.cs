using System.Reflection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Persistence;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace QualiPref.Complaints.Templates;

/// <summary>
/// The standard letters and paragraphs that come with the service. Each becomes version 1, a draft, where its code has no version yet: what was written since, or withdrawn, stays as it is.
/// </summary>
internal sealed class ShippedLetters(ComplaintsStorage storage, LetterTemplateStore templates, TimeProvider time) : IStorageSetup
{
    private const string Author = "QualiPref";

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().WithEnforceRequiredMembers().Build();

    /// <summary>Adds those that are not there. One round trip to see that all are; two replicas that start together do no harm.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(storage.Database, cancellationToken);
        var there = await templates.ListCodesAsync(cancellationToken);
        foreach (var letter in Read(time.GetUtcNow()).Where(one => !there.Contains(one.Code))) await templates.TryAddAsync(letter, cancellationToken);
    }

    /// <summary>What comes with the service.</summary>
    /// <param name="now">When it is said to have been written.</param>
    public static IEnumerable<LetterTemplateDocument> Read(DateTimeOffset now)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(one => one.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return Yaml.Deserialize<Shipped>(reader).At(now);
        }
    }

    private sealed record Shipped
    {
        public required string Code { get; init; }

        public required string Use { get; init; }

        public required string Label { get; init; }

        public required Dictionary<string, ShippedText> Texts { get; init; }

        public LetterTemplateDocument At(DateTimeOffset now) => new()
        {
            Code = Code,
            Version = 1,
            Label = Label,
            Use = Use,
            Subject = Texts[LetterLanguages.French].Subject,
            Body = Texts[LetterLanguages.French].Body,
            Translations = Texts.Where(one => one.Key != LetterLanguages.French).ToDictionary(one => one.Key, one => new TemplateWords(one.Value.Subject, one.Value.Body)),
            ChangedAt = now.UtcDateTime,
            ChangedBy = Author,
        };
    }

    private sealed record ShippedText
    {
        public required string Subject { get; init; }

        public required string Body { get; init; }
    }
}
