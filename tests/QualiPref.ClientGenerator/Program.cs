using System.Globalization;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

// Writes a C# client of each OpenAPI document: clientgenerator <folder for the clients> <document>…
foreach (var path in args.Skip(1))
{
    var service = Path.GetFileNameWithoutExtension(path);
    var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service);
    var settings = new CSharpClientGeneratorSettings
    {
        ClassName = $"{name}Client",
        GenerateOptionalParameters = true,
        UseBaseUrl = false,
        CSharpGeneratorSettings =
        {
            Namespace = $"QualiPref.Generated.{name}",
            GenerateNullableReferenceTypes = true,
            JsonLibrary = CSharpJsonLibrary.NewtonsoftJson,
        },
    };
    var code = new CSharpClientGenerator(await OpenApiDocument.FromFileAsync(path), settings).GenerateFile();
    await File.WriteAllTextAsync(Path.Combine(args[0], $"{service}.g.cs"), code);
}
