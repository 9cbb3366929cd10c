using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>Reads the files and keeps the list of what is wrong with them.</summary>
internal sealed class CatalogueFolder(string directory)
{
    private static readonly IDeserializer _yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new Located.Converter())
        .WithDuplicateKeyChecking()
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .Build();

    private readonly List<string> _problems = [];

    internal CatalogueFile<T> Read<T>(string name)
        where T : class
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            _problems.Add($"{name}: the file is missing in {Path.GetFullPath(directory)}.");
            return new CatalogueFile<T>(name, null, _problems);
        }

        return new CatalogueFile<T>(name, Parse<T>(name, path), _problems);
    }

    internal IReadOnlyList<CatalogueFile<T>> ReadAll<T>(string folder, string except = "")
        where T : class
    {
        var path = Path.Combine(directory, folder);
        string[] paths = Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml") : [];
        var names = paths.Select(Path.GetFileName).Where(name => name != except).Order(StringComparer.Ordinal);
        CatalogueFile<T>[] files = [.. names.Select(name => Read<T>($"{folder}/{name}"))];
        if (files.Length == 0)
            _problems.Add($"{folder}/: the folder is missing or has no .yaml file in {Path.GetFullPath(directory)}.");

        return files;
    }

    internal void ThrowIfWrong()
    {
        if (_problems.Count > 0)
            throw new CatalogueException([.. _problems]);
    }

    private T? Parse<T>(string name, string path)
        where T : class
    {
        try
        {
            using var reader = File.OpenText(path);
            var content = _yaml.Deserialize<T?>(reader);
            if (content is null)
                _problems.Add($"{name}: the file is empty.");

            return content;
        }
        catch (YamlException wrong)
        {
            // The library wraps a failed conversion: the innermost message is the one that says which value.
            _problems.Add($"{name}, line {wrong.Start.Line}: {wrong.GetBaseException().Message}");
            return null;
        }
    }
}
